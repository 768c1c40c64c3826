/** The budgets that the Treasury begins with. */

const USDC = 1_000_000n;
const DAY = 86_400;

/**
 * The grants council's and the audit council's. No member pays alone, however little: fifty small payments would empty the
 * window. A day for what is large; all of them and three days for what is largest.
 */
export const FIRST_BUDGETS = [
  {
    council: "GrantsCouncil",
    token: "USDC",
    window: 30 * DAY,
    cap: 50_000n * USDC,
    bands: [
      { maxAmount: 1_000n * USDC, delay: 0, approvals: 2 },
      { maxAmount: 10_000n * USDC, delay: DAY, approvals: 2 },
      { maxAmount: 50_000n * USDC, delay: 3 * DAY, approvals: 3 },
    ],
  },
  {
    council: "AuditCouncil",
    token: "USDC",
    window: 30 * DAY,
    cap: 20_000n * USDC,
    bands: [
      { maxAmount: 5_000n * USDC, delay: DAY, approvals: 2 },
      { maxAmount: 20_000n * USDC, delay: 3 * DAY, approvals: 3 },
    ],
  },
] as const;
