/** The errors of gateways and their bonds: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { ZERO_ADDRESS, ZERO_AMOUNT } from "./zero.ts";

export const gatewaySentences = {
  GatewayRegistryAlreadyRegistered: ([gateway], { hex }) => `${hex(gateway)} is a gateway already.`,
  GatewayRegistryUnknownGateway: ([gateway], { hex }) => `${hex(gateway)} is not a registered gateway.`,
  GatewayRegistryBondTooSmall: ([bond, required], { money }) =>
    `The bond of ${money(bond)} is less than the ${money(required)} required.`,
  GatewayRegistryZeroAmount: () => ZERO_AMOUNT,
  GatewayRegistryZeroAddress: () => ZERO_ADDRESS,
  GatewayRegistryKeyDates: ([validFrom, validTo], { time }) =>
    `The receipt key's dates are not in order: from ${time(validFrom)} to ${time(validTo)}.`,
  GatewayRegistryKeyBackdated: ([key, , earliest], { hex, time }) =>
    `Receipt key ${hex(key)} cannot end before ${time(earliest)}.`,
  GatewayRegistryExitPending: ([gateway, exitAt], { hex, time }) =>
    `Gateway ${hex(gateway)} is leaving; its bond is free at ${time(exitAt)}.`,
  GatewayRegistryNoExit: ([gateway], { hex }) => `Gateway ${hex(gateway)} has not asked to leave.`,
  GatewayRegistryMinBondOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `The least bond must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,
  GatewayRegistryNotFiler: ([caller], { hex }) => `${hex(caller)} may not claim a bond.`,
  GatewayRegistryNotChargeDisputes: ([caller], { hex }) => `${hex(caller)} may not lock a bond.`,
  GatewayRegistryBondLocked: ([gateway, cases], { hex }) =>
    `${cases} charge disputes of gateway ${hex(gateway)} are not over; its bond stays until they are.`,
  GatewayRegistryNoSuchRun: ([gateway, run], { hex }) =>
    `Nobody claimed the bond of gateway ${hex(gateway)} a ${run}th time.`,
  GatewayRegistryRunOpen: ([, , closesAt], { time }) =>
    `Claims on the bond are taken until ${time(closesAt)} and paid after that.`,
  GatewayRegistryRunOver: ([gateway], { hex }) =>
    `No claims on the bond of gateway ${hex(gateway)} are open.`,
  GatewayRegistryRunHeld: ([, , holds, until], { time }) =>
    `${holds} cases about claims on this bond are not over; it is paid after them, at ${time(until)} at the latest.`,
  GatewayRegistryHoldTooLong: ([until, latest], { time }) =>
    `The case would take until ${time(until)}, and the claims can wait until ${time(latest)}.`,
  GatewayRegistryNothingFiled: ([, , payee], { hex }) =>
    `There is nothing for ${hex(payee)} in this run on the bond.`,
} satisfies Partial<Sentences>;
