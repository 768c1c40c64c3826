import { expect } from "chai";
import { encodeAbiParameters, keccak256, zeroHash, type Hex } from "viem";
import {
  receiptLeaf,
  receiptTree,
  rootOf,
  rowLeaf,
  rowPath,
  rowsTree,
} from "../../../contracts/receipt-tree.ts";
import { as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { ledgerId } from "../helpers/claim-hash.ts";
import {
  answerWith,
  claimedFive,
  claimServed,
  deepAnswer,
  digestOf,
  disputable,
  disputed,
  open,
  POSITION,
  PRICES,
  rootOfAnswer,
  SECOND,
  serve,
  State,
  TERMS,
  type Answer,
} from "../helpers/dispute.ts";
import { quoteOf, termsHash } from "../helpers/market.ts";
import { receiptFor, signedReceipt } from "../helpers/receipt.ts";
import { compact, malleate } from "../helpers/signatures.ts";

const { loadFixture, time } = networkHelpers;

describe("ChargeDisputes.answer", () => {
  it("shows the receipt, and gives the payer 48 hours to refute it", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, gateway, claimed } = parts;
    const answer = answerWith(parts, claimed, SECOND);
    const at = (await now()) + 5n;
    const digest = digestOf(parts, answer.receipt);
    await time.setNextBlockTimestamp(at);
    await expect(as(disputes, gateway).answer(1n, answer))
      .to.emit(disputes, "DisputeAnswered")
      .withArgs(
        1n,
        gateway.address,
        digest,
        Object.values(answer.receipt),
        answer.signature,
        at + 48n * HOUR,
      );
    const { state, deadline, answered } = await disputes.disputeOf(1n);
    expect([state, deadline, answered]).to.deep.equal([BigInt(State.Answered), at + 48n * HOUR, digest]);
  });

  it("answers for each unit of the row with the charge that holds it, wherever it stands", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, claimed } = parts;
    let through = 0n;
    for (const [charge, price] of PRICES.entries()) {
      const snapshot = await networkHelpers.takeSnapshot();
      const [first, last] = [through + 1n, (through += price)];
      await open(parts, claimed, first);
      await disputes.answer(1n, answerWith(parts, claimed, charge));
      if (last !== first) {
        await open(parts, claimed, last);
        await disputes.answer(2n, answerWith(parts, claimed, charge));
      }
      await snapshot.restore();
    }
  });

  it("may be the publisher's: he has the receipts too, and his gateway may be gone", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, publisher, claimed } = parts;
    await as(disputes, publisher).answer(1n, answerWith(parts, claimed, SECOND));
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Answered));
  });

  it("comes until 72 hours after the dispute, and not a second later", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, claimed } = parts;
    const { deadline } = await disputes.disputeOf(1n);
    const answer = answerWith(parts, claimed, SECOND);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(disputes.answer(1n, answer))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooLate")
      .withArgs(deadline + 1n, deadline);
    await snapshot.restore();
    await time.setNextBlockTimestamp(deadline);
    await disputes.answer(1n, answer);
  });

  it("comes once, and only to a dispute that waits", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, claimed } = parts;
    const answer = answerWith(parts, claimed, SECOND);
    await expect(disputes.answer(2n, answer))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesState")
      .withArgs(2n, State.None);
    await disputes.answer(1n, answer);
    await expect(disputes.answer(1n, answer))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesState")
      .withArgs(1n, State.Answered);
  });

  it("is possible for each row of a claim of many, and of those the vault skipped nothing is needed", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, other } = parts;
    const first = await serve(parts, PRICES);
    const rows = [
      first,
      first,
      await serve(parts, [7n, 8n, 9n], { wishes: { quote: other } }),
      await serve(parts, [20_000n], { before: 50_001n }),
      await serve(parts, [1n, 2n], { before: 24n, wishes: { quote: other } }),
    ];
    const claimed = await claimServed(parts, rows, { skipped: [1] });
    for (const [disputeId, [index, charge, position]] of [
      [0, 4, 50_001n],
      [2, 1, 8n],
      [3, 0, 60_000n],
      [4, 1, 27n],
    ].entries() as ArrayIterator<[number, [number, number, bigint]]>) {
      await open(parts, claimed, position, { index });
      await disputes.answer(BigInt(disputeId + 1), answerWith(parts, claimed, charge, index));
    }
  });

  it("is possible where the balance cut the last charge in two", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const cut = await serve(parts, PRICES, { charged: 30_000n });
    const claimed = await claimServed(parts, [cut]);
    await open(parts, claimed, 30_000n);
    await disputes.answer(1n, answerWith(parts, claimed, 2));
  });

  it("is possible where a forced claim came between the receipts and the claim", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, forced } = parts;
    const served = await serve(parts, PRICES);
    const early = await serve(parts, PRICES.slice(0, 2));
    const args = await receiptFor(parts, early.row);
    await time.increase(6n * HOUR);
    await forced.forceClaim(early.row, ...args);
    const claimed = await claimServed(parts, [{ ...served, before: 25_000n }]);
    await open(parts, claimed, 25_001n);
    await disputes.answer(1n, answerWith(parts, claimed, 2));
  });

  it("is judged by the terms the payer signed for, and they may charge for errors", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, services, publisher, service } = parts;
    const terms = { ...TERMS, chargeOnError: true };
    await as(services, publisher).proposeTerms(service.serviceId, terms);
    await time.increase(7n * DAY);
    const quote = await quoteOf(services, service.serviceId);
    const failed = await serve(parts, [20_000n], { receipts: [{ status: 1 }], wishes: { quote } });
    const claimed = await claimServed(parts, [failed]);
    await open(parts, claimed, 1n);
    await disputes.answer(1n, answerWith(parts, claimed, 0, 0, { terms, termsSequence: 2 }));
  });
});

describe("A gateway does not get by with a wrong answer", () => {
  /** The dispute of the second charge, and one wrong answer to it. */
  async function refused(
    change: (answer: Answer, parts: Awaited<ReturnType<typeof disputed>>) => Promise<Answer> | Answer,
    error: string,
    args: (answer: Answer, parts: Awaited<ReturnType<typeof disputed>>) => readonly unknown[],
  ) {
    const parts = await loadFixture(disputed);
    const { disputes, claimed } = parts;
    const wrong = await change(answerWith(parts, claimed, SECOND), parts);
    await expect(disputes.answer(1n, wrong))
      .to.be.revertedWithCustomError(disputes, error)
      .withArgs(...args(wrong, parts));
    // Refused, and not lost: the right one may still come.
    await disputes.answer(1n, answerWith(parts, claimed, SECOND));
  }

  it("with the receipt of another charge", async () => {
    await refused(
      (_, parts) => answerWith(parts, parts.claimed, 2),
      "ChargeDisputesOtherCharge",
      () => [POSITION, 10_000n, 35_000n],
    );
    await refused(
      (_, parts) => answerWith(parts, parts.claimed, 0),
      "ChargeDisputesOtherCharge",
      () => [POSITION, 5_000n, 5_000n],
    );
  });

  it("with a receipt that it made up after the claim", async () => {
    await refused(
      async (answer, parts) => {
        const [receipt, signature] = await signedReceipt(parts, answer.receipt, 25_000n, {
          ...answer.receipt,
          callId: keccak256("0x0bad"),
        });
        return { ...answer, receipt, signature };
      },
      "ChargeDisputesOtherRoot",
      (answer, parts) => [rootOfAnswer(parts, answer), parts.claimed.claim.receiptsRoot],
    );
  });

  it("with sums that it forged", async () => {
    await refused(
      (answer) => ({
        ...answer,
        path: answer.path.map((node, i) => ({ ...node, sum: node.sum + BigInt(i) })),
      }),
      "ChargeDisputesOtherRoot",
      (answer, parts) => [rootOfAnswer(parts, answer), parts.claimed.claim.receiptsRoot],
    );
  });

  it("with the tree's nodes on the wrong sides", async () => {
    await refused(
      (answer) => ({ ...answer, sides: answer.sides ^ 1n }),
      "ChargeDisputesOtherRoot",
      (answer, parts) => [rootOfAnswer(parts, answer), parts.claimed.claim.receiptsRoot],
    );
  });

  it("with another start of the tree", async () => {
    await refused(
      (answer) => ({ ...answer, start: 5_000n }),
      "ChargeDisputesOtherRoot",
      (answer, parts) => [rootOfAnswer(parts, answer), parts.claimed.claim.receiptsRoot],
    );
  });

  it("with a receipt of another ledger", async () => {
    await refused(
      async (answer, parts) => {
        const { other } = parts;
        const [receipt, signature] = await signedReceipt(
          parts,
          { ...answer.receipt, serviceId: other.serviceId },
          25_000n,
        );
        return { ...answer, receipt, signature };
      },
      "ChargeDisputesOtherLedger",
      (answer, parts) => [
        ledgerId({ voucher: { ...parts.claimed.rows[0]!.row.voucher, serviceId: answer.receipt.serviceId } }),
        ledgerId(parts.claimed.rows[0]!.row),
      ],
    );
  });

  it("with a receipt of another epoch", async () => {
    await refused(
      async (answer, parts) => {
        const [receipt, signature] = await signedReceipt(parts, { ...answer.receipt, epoch: 1 }, 25_000n);
        return { ...answer, receipt, signature };
      },
      "ChargeDisputesOtherEpoch",
      () => [1n, 0n],
    );
  });

  it("with a signature that is no receipt key's", async () => {
    await refused(
      async (answer, parts) => {
        const [, signature] = await signedReceipt(
          parts,
          answer.receipt,
          25_000n,
          answer.receipt,
          parts.rival,
        );
        return { ...answer, signature };
      },
      "ChargeDisputesNotReceiptKey",
      (answer, parts) => [parts.gateway.address, parts.rival.address, answer.receipt.issuedAt],
    );
  });

  it("with another form of the signature", async () => {
    for (const form of [malleate, compact]) {
      await refused(
        (answer) => ({ ...answer, signature: form(answer.signature) }),
        "ChargeDisputesNotReceiptKey",
        (answer, parts) => [
          parts.gateway.address,
          "0x0000000000000000000000000000000000000000",
          answer.receipt.issuedAt,
        ],
      );
    }
  });

  it("with other terms than those that were signed", async () => {
    await refused(
      (answer) => ({ ...answer, terms: { ...TERMS, chargeOnError: true } }),
      "ChargeDisputesOtherTerms",
      (answer, { service }) => [
        termsHash(termsIdOf(service.serviceId, 1, true), 1),
        answer.receipt.termsHash,
      ],
    );
    await refused(
      (answer) => ({ ...answer, feeVersion: 2 }),
      "ChargeDisputesOtherTerms",
      (answer, { service }) => [termsHash(service.termsId, 2), answer.receipt.termsHash],
    );
  });

  it("with a path to the row that is too short or too long", async () => {
    await refused(
      (answer) => ({ ...answer, rowPath: [zeroHash] }),
      "ChargeDisputesRowPathLength",
      () => [1n, 0n],
    );
  });
});

function termsIdOf(serviceId: bigint, sequence: number, chargeOnError: boolean): Hex {
  const terms = [
    { type: "uint256" },
    { type: "uint256" },
    { type: "uint256" },
    { type: "uint256" },
    { type: "bool" },
    { type: "bool" },
    { type: "uint256" },
    { type: "bytes32" },
  ] as const;
  return keccak256(
    encodeAbiParameters(terms, [
      serviceId,
      BigInt(sequence),
      BigInt(TERMS.model),
      BigInt(TERMS.class),
      chargeOnError,
      TERMS.direct,
      TERMS.maxPrice,
      TERMS.pricesHash,
    ]),
  );
}

describe("What a gateway claims wrongly has no answer", () => {
  it("a charge over the terms' price", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const claimed = await claimServed(parts, [await serve(parts, [20_001n])]);
    await open(parts, claimed, 1n);
    await expect(disputes.answer(1n, answerWith(parts, claimed, 0)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesPriceOverTerms")
      .withArgs(20_001n, 20_000n);
  });

  it("a failed call, where the terms do not charge for errors", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const failed = await serve(parts, [20_000n], { receipts: [{ status: 1 }] });
    const claimed = await claimServed(parts, [failed]);
    await open(parts, claimed, 1n);
    await expect(disputes.answer(1n, answerWith(parts, claimed, 0)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesFailedCallCharged")
      .withArgs(failed.receipts[0]![0].callId, 1n);
  });

  it("more than the sum of the receipts", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const claimed = await claimServed(parts, [await serve(parts, PRICES, { charged: 50_002n })]);
    await open(parts, claimed);
    await expect(disputes.answer(1n, answerWith(parts, claimed, SECOND)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesSumOverReceipts")
      .withArgs(0n, 50_001n, 0n, 50_002n);
  });

  it("what was charged before the first receipt of its tree", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const claimed = await claimServed(parts, [await serve(parts, [20_000n], { start: 1n })]);
    await open(parts, claimed, 2n);
    await expect(disputes.answer(1n, answerWith(parts, claimed, 0)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesSumOverReceipts")
      .withArgs(1n, 20_001n, 0n, 20_001n);
  });

  it("one receipt counted for two places: its own sum puts it at one", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const honest = await serve(parts, [20_000n], { charged: 40_000n });
    const twice = { ...honest, receipts: [honest.receipts[0]!, honest.receipts[0]!] };
    const claimed = await claimServed(parts, [twice]);
    await open(parts, claimed, 30_000n);
    await expect(disputes.answer(1n, answerWith(parts, claimed, 1)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherPlace")
      .withArgs(20_000n, 40_000n);
    await expect(disputes.answer(1n, answerWith(parts, claimed, 0)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherCharge")
      .withArgs(30_000n, 20_000n, 20_000n);
  });

  it("a claim without receipts", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const served = await serve(parts, PRICES);
    const claimed = await claimServed(parts, [served], { receiptsRoot: zeroHash });
    await open(parts, claimed);
    const answer = answerWith(parts, claimed, SECOND);
    await expect(disputes.answer(1n, answer))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherRoot")
      .withArgs(rootOfAnswer(parts, answer), zeroHash);
  });

  it("a row, though the gateway has receipts for the one beside it", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, other } = parts;
    const rows = [
      await serve(parts, [20_000n], { charged: 20_000n }),
      await serve(parts, [20_000n], { wishes: { quote: other } }),
    ];
    const claimed = await claimServed(parts, rows);
    await open(parts, claimed, 1n);
    const [receipt, signature] = await receiptFor(parts, rows[0]!.row, { callId: keccak256("0x0bad") });
    const forged = { ...answerWith(parts, claimed, 0, 1), receipt, signature };
    await expect(disputes.answer(1n, forged))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherRoot")
      .withArgs(rootOfAnswer(parts, forged), claimed.claim.receiptsRoot);
  });

  it("a claim, though the gateway has the receipt in another one", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const bare = await claimServed(parts, [await serve(parts, [20_000n])], { receiptsRoot: zeroHash });
    const next = await serve(parts, [20_000n, 20_000n], { before: 20_000n, start: 0n });
    const answerable = await claimServed(parts, [next]);
    await open(parts, bare, 1n);
    await expect(disputes.answer(1n, answerWith(parts, answerable, 0)))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherRoot")
      .withArgs(answerable.claim.receiptsRoot, zeroHash);
  });

  it("a charge, by a way up that leaves out a level", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, claimed } = parts;
    const answer = answerWith(parts, claimed, SECOND);
    const shorter = { ...answer, path: answer.path.slice(1), sides: answer.sides >> 1n };
    await expect(disputes.answer(1n, shorter))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherRoot")
      .withArgs(rootOfAnswer(parts, shorter), claimed.claim.receiptsRoot);
  });

  it("two trees of one row, hidden at different depths", async () => {
    const parts = await loadFixture(disputable);
    const { disputes } = parts;
    const rows = [await serve(parts, [20_000n]), await serve(parts, [20_000n], { before: 20_000n })];
    // Row 1 stands right of row 0; a second tree of it hides two levels deep on the left.
    const leaf = (served: (typeof rows)[number]) =>
      rowLeaf(
        rootOf(
          receiptTree(
            served.receipts.map(([receipt]) => receiptLeaf(digestOf(parts, receipt), receipt.price)),
          ),
        ),
        served.start,
      );
    const hidden = rowsTree([leaf(rows[0]!), leaf(rows[1]!)]);
    const lopsided = rowsTree([rootOf(hidden), leaf(rows[1]!)]);
    const claimed = await claimServed(parts, rows, { receiptsRoot: rootOf(lopsided) });
    await open(parts, claimed, 20_001n, { index: 1 });
    const answer = answerWith(parts, claimed, 0, 1, {
      rowPath: [...rowPath(hidden, 1), ...rowPath(lopsided, 0)],
    });
    await expect(disputes.answer(1n, answer))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesRowPathLength")
      .withArgs(2n, 1n);
  });
});

/** A disputed charge in a tree of 2^`levels` charges, in a claim of 129 rows. */
async function deep(levels: number) {
  const parts = await disputable();
  const served = await serve(parts, [20_000n]);
  const { answer, receiptsRoot } = deepAnswer(parts, served, levels);
  const rows = Array.from({ length: 129 }, () => served);
  const skipped = rows.map((_, i) => i).slice(1);
  await open(parts, await claimServed(parts, rows, { receiptsRoot, skipped }), 20_000n);
  return { ...parts, answer };
}

describe("An answer is one receipt, however many there are", () => {
  it("costs at most 250,000 gas under a million charges and 129 rows", async () => {
    const { disputes, answer } = await deep(20);
    const sent = await disputes.answer(1n, answer);
    expect((await sent.wait()).gasUsed).to.be.lessThan(250_000n);
  });

  it("is refused from a deeper tree", async () => {
    const { disputes, answer } = await deep(21);
    await expect(disputes.answer(1n, answer))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesPathTooLong")
      .withArgs(21n, 20n);
  });
});
