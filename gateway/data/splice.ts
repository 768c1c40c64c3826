/** Changes to a JSON-RPC response that leave every other byte as it was. */
import { PAYMENT_RESPONSE_META } from "../../contracts/payment.ts";
import { closingBrace, membersAt, type Member } from "./json-scan.ts";

/**
 * The response with `result._meta["x402/payment-response"]`. Whatever the server wrote under that key itself is taken
 * out: only the gateway speaks of payment. A response without a result stays as it is.
 */
export function withPaymentResponse(response: Buffer, paymentResponse: string): Buffer {
  const result = membersAt(response, 0)?.findLast(({ key }) => key === "result");
  const members = result && membersAt(response, result.valueStart);
  if (!result || !members) return response;
  const entry = `"${PAYMENT_RESPONSE_META}":${paymentResponse}`;
  const meta = members.findLast(({ key }) => key === "_meta");
  const metaMembers = meta && membersAt(response, meta.valueStart);
  if (!meta || !metaMembers) {
    // A `_meta` that is no object breaks the protocol: ours stands in its place.
    if (meta) return replace(response, meta.valueStart, meta.valueEnd, `{${entry}}`);
    const open = result.valueStart + 1;
    return replace(response, open, open, `"_meta":{${entry}}${members.length > 0 ? "," : ""}`);
  }
  const forged = metaMembers.filter(({ key }) => key === PAYMENT_RESPONSE_META);
  if (forged.length > 0)
    return withPaymentResponse(without(response, metaMembers, forged[0]!), paymentResponse);
  const close = closingBrace(response, meta.valueStart);
  return replace(response, close, close, `${metaMembers.length > 0 ? "," : ""}${entry}`);
}

/** The response with another id: the same answer to the same call, asked again. */
export function withId(response: Buffer, idText: string): Buffer {
  const id = membersAt(response, 0)?.findLast(({ key }) => key === "id");
  return id ? replace(response, id.valueStart, id.valueEnd, idText) : response;
}

function without(json: Buffer, members: readonly Member[], member: Member): Buffer {
  const index = members.indexOf(member);
  const next = members[index + 1];
  if (next) return replace(json, member.start, next.start, "");
  const previous = members[index - 1];
  return replace(json, previous ? previous.valueEnd : member.start, member.valueEnd, "");
}

function replace(json: Buffer, start: number, end: number, text: string): Buffer {
  return Buffer.concat([json.subarray(0, start), Buffer.from(text), json.subarray(end)]);
}
