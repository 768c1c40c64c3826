/**
 * The load: 64 connections, each with one request under way. Raw sockets, requests made beforehand.
 * `node load.ts <port> <path> <free|paid> <seconds> <round>`
 */
import { connect } from "node:net";
import { hexToBytes, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { encodeWire, type Voucher } from "../../contracts/payment.ts";
import { escrowDomain, voucherTypes } from "../../contracts/typed-data.ts";
import { signDigest } from "../../gateway/payment/signature.ts";
import { createTypedDataHasher } from "../../gateway/payment/typed-data-hasher.ts";
import {
  CHAIN_ID,
  CONNECTIONS,
  GATEWAY,
  NOW,
  PAID_SERVICE,
  PRICE,
  TERMS_HASH,
  VAULT,
  type Measured,
} from "./protocol.ts";

const [port, path, kind, seconds, round] = process.argv.slice(2) as [string, string, string, string, string];
const WARM_UP = 1_000;
const hasher = createTypedDataHasher<Voucher>(escrowDomain(CHAIN_ID, VAULT), voucherTypes);

/** A call as a 2026-07-28 client sends it, some 290 bytes without a payment. */
function request(id: number, payment: string): Buffer {
  const meta = `"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1.0.0"},"io.modelcontextprotocol/clientCapabilities":{}`;
  const body = `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"echo","arguments":{"message":"hello"},"_meta":{${meta}${payment}}}}`;
  const head = [
    `POST ${path} HTTP/1.1`,
    "host: localhost",
    "content-type: application/json",
    "accept: application/json, text/event-stream",
    "mcp-protocol-version: 2026-07-28",
    "mcp-method: tools/call",
    "mcp-name: echo",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** Signed one after the other on each connection, as an agent does. */
class Payer {
  readonly #privateKey: Uint8Array;
  readonly #voucher: Omit<Voucher, "cumulative">;
  #calls = 0n;

  constructor(index: number) {
    const key: Hex = `0x${(BigInt(round) * 1_000n + BigInt(index) + 1n).toString(16).padStart(64, "0")}`;
    const { address } = privateKeyToAccount(key);
    this.#privateKey = hexToBytes(key);
    this.#voucher = {
      payer: address,
      gateway: GATEWAY,
      key: address,
      serviceId: PAID_SERVICE,
      termsHash: TERMS_HASH,
      epoch: 0,
      validBefore: NOW + 86_400n,
    };
  }

  next(): Buffer {
    this.#calls += 1n;
    const voucher: Voucher = { ...this.#voucher, cumulative: this.#calls * PRICE };
    const payment = encodeWire({
      x402Version: 2,
      accepted: { scheme: "stoa-voucher", network: `eip155:${CHAIN_ID}` },
      payload: { voucher, signature: signDigest(hasher.digest(voucher), this.#privateKey) },
      extensions: {
        "payment-identifier": { info: { required: true, id: `bench-${this.#calls}-${"x".repeat(16)}` } },
      },
    });
    return request(Number(this.#calls), `,"x402/payment":${payment}`);
  }
}

/** How many requests each connection may need. */
const prepared = kind === "paid" ? Math.ceil((Number(seconds) * 1000 + WARM_UP) / 1000) * 200 : 0;
const fixed = request(1, "");
const queues = Array.from({ length: CONNECTIONS }, (_, index) => {
  if (kind !== "paid") return undefined;
  const payer = new Payer(index);
  return Array.from({ length: prepared }, () => payer.next());
});

const latencies: number[] = [];
let errors = 0;
let measuring = false;
let stopped = false;

function drive(index: number): void {
  const socket = connect(Number(port), "127.0.0.1");
  socket.setNoDelay(true);
  let sentAt = 0;
  let calls = 0;
  let buffered = "";

  function send(): void {
    const next = queues[index] ? queues[index][calls] : fixed;
    if (stopped || !next) return void socket.destroy();
    calls++;
    sentAt = performance.now();
    socket.write(next);
  }
  socket.on("connect", send);
  socket.on("error", () => errors++);
  socket.on("data", (chunk: Buffer) => {
    buffered += chunk.toString("latin1");
    const headEnd = buffered.indexOf("\r\n\r\n");
    if (headEnd < 0 || !isWhole(buffered, headEnd)) return;
    if (measuring) latencies.push(performance.now() - sentAt);
    // A refusal is quick, and would make the gateway look so.
    const charged = kind !== "paid" || buffered.includes("x402/payment-response");
    if (!buffered.startsWith("HTTP/1.1 200") || !charged) errors++;
    buffered = "";
    send();
  });
}

function isWhole(text: string, headEnd: number): boolean {
  const length = /content-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1];
  return length === undefined ? text.endsWith("0\r\n\r\n") : text.length >= headEnd + 4 + Number(length);
}

console.log("ready");
await new Promise<void>((go) => process.stdin.once("data", () => go()));
for (let index = 0; index < CONNECTIONS; index++) drive(index);
await new Promise((resolve) => setTimeout(resolve, WARM_UP));
measuring = true;
console.log("measuring");
const started = performance.now();
await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
const elapsed = (performance.now() - started) / 1000;
measuring = false;
stopped = true;
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Infinity;
const measured: Measured = {
  rate: latencies.length / elapsed,
  p50: at(0.5),
  p99: at(0.99),
  requests: latencies.length,
  errors,
};
console.log(JSON.stringify(measured));
process.exit(0);
