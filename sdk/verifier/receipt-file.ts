/** Receipts as a publisher keeps them: a file with one JSON object a line, which is only ever appended to. */
import { open, readFile } from "node:fs/promises";
import { encodeWire, type ReceiptedClaim } from "../../contracts/payment.ts";
import { isNewer, readReceipts, receiptName } from "./read-receipts.ts";

export interface ReceiptFile {
  /** Appends those that are newer than what is there, on disk when it resolves; resolves to how many they were. */
  add(claims: readonly ReceiptedClaim[]): Promise<number>;
}

/** Reads the file if there is one. A line that a crash broke off is passed over. */
export async function openReceiptFile(path: string): Promise<ReceiptFile> {
  const text = await readFile(path, "utf8").catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === "ENOENT") return "";
    throw problem;
  });
  const kept = new Map(readReceipts(text).claims.map((claim) => [receiptName(claim), claim]));
  let brokenOff = text !== "" && !text.endsWith("\n");

  return {
    async add(claims) {
      const news = claims.filter((claim) => isNewer(claim, kept.get(receiptName(claim))));
      if (news.length === 0) return 0;
      const file = await open(path, "a", 0o600);
      try {
        await file.appendFile(
          (brokenOff ? "\n" : "") + news.map((claim) => `${encodeWire(claim)}\n`).join(""),
        );
        await file.sync();
      } finally {
        await file.close();
      }
      brokenOff = false;
      for (const claim of news) kept.set(receiptName(claim), claim);
      return news.length;
    },
  };
}
