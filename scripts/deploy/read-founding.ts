/** Whom the DAO of another chain than the local one begins with: a JSON file, checked before anything is sent. */
import { readFileSync } from "node:fs";
import { isAddress, isHex, parseUnits, zeroAddress, type Address, type Hex } from "viem";
import { z } from "zod";
import { isDemoAddress } from "../start/accounts.ts";
import { DISTRIBUTION, type Share } from "./distribution.ts";
import { PERSON_SCHEMA, type Founding } from "./founding.ts";

/** Council.MAX_MEMBERS. */
const MOST_MEMBERS = 15;
const STOA = 10n ** 18n;

const address = z
  .string()
  .refine((value): value is Address => isAddress(value), "is no checksummed address")
  .refine((value) => value !== zeroAddress, "is the zero address")
  .refine((value) => !isDemoAddress(value), "is a demo account, whose key everybody knows");

const council = z
  .strictObject({
    members: z.array(address).min(1, "has nobody").max(MOST_MEMBERS, `has more than ${MOST_MEMBERS}`),
    /** How many of them must agree. */
    threshold: z.int(),
  })
  .refine(({ members }) => isDistinct(members), { path: ["members"], error: "names somebody twice" })
  .refine(({ members, threshold }) => threshold >= 1 && threshold <= members.length, {
    path: ["threshold"],
    error: "is not between 1 and the number of members",
  })
  .transform(({ members, threshold }) => ({ members, threshold: BigInt(threshold) }));

/** `stoa` is in whole STOA, as a text. */
const share = z
  .strictObject({
    account: address,
    stoa: z
      .string()
      .regex(/^\d+(\.\d{1,18})?$/, 'is no amount such as "1250.5"')
      .transform((text) => parseUnits(text, 18))
      .refine((amount) => amount > 0n, "is nothing"),
  })
  .transform(({ account, stoa }) => ({ account, amount: stoa }));

/** All of a list together at most the part of the supply that waits for it. What is not given out is the Treasury's in the end. */
const shares = (part: "community" | "contributors") =>
  z
    .array(share)
    .min(1, "has nobody")
    // Only once each of them is right.
    .pipe(
      z
        .custom<Share[]>()
        .refine((list) => isDistinct(list.map(({ account }) => account)), "names somebody twice")
        .refine((list) => list.reduce((sum, { amount }) => sum + amount, 0n) <= DISTRIBUTION[part].amount, {
          error: `gives out more than its ${DISTRIBUTION[part].amount / STOA} STOA`,
        }),
    );

const schema = z.strictObject({
  councils: z.strictObject({ guardian: council, grants: council, audit: council }),
  team: address,
  investors: address,
  community: shares("community"),
  contributors: shares("contributors"),
  credentials: z.strictObject({
    attester: address,
    /** UID at EAS. */
    schema: z
      .string()
      .refine((value): value is Hex => isHex(value) && value.length === 66, "is not 32 bytes in hex")
      .default(PERSON_SCHEMA),
    eas: address,
    /** It goes into one word of code. */
    easVersion: z.string().min(1, "is empty").max(31, "is longer than 31 characters"),
  }),
});

/** @throws with each thing that is missing or wrong, by its place in the file */
export function readFounding(path: string): Founding {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`FOUNDING ${path} is no readable JSON file`, { cause });
  }
  const { success, data, error } = schema.safeParse(json, {
    error: ({ code, input }) =>
      input === undefined ? "is missing" : code === "invalid_type" ? "is of the wrong kind" : undefined,
  });
  if (success) return data;
  const problems = error.issues.map(({ path: place, message }) =>
    [place.join("."), message].join(" ").trim(),
  );
  throw new Error(`FOUNDING ${path}: ${problems.join("; ")}`);
}

function isDistinct(accounts: readonly Address[]): boolean {
  return new Set(accounts).size === accounts.length;
}
