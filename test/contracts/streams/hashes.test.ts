import { expect } from "chai";
import { hashTypedData, keccak256, toHex } from "viem";
import { closingTypes, streamOrderTypes, streamUseTypes, topUpTypes } from "../../../contracts/typed-data.ts";
import { networkHelpers } from "../helpers/chain.ts";
import { domainOf, offered, orderOf } from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;

describe("Streams' messages", () => {
  it("hash on chain as wallets hash them", async () => {
    const parts = await loadFixture(offered);
    const { streams, key } = parts;
    const domain = await domainOf(parts);
    const order = await orderOf(parts);
    const topUp = { streamId: 3n, amount: 5n, nonce: 7n, deadline: 11n };
    const closing = { streamId: 3n, deadline: 11n };
    const use = { streamId: 3n, key: key.address, callId: keccak256(toHex("call")), validBefore: 11n };
    expect(await streams.hashStreamOrder(order)).to.equal(
      hashTypedData({
        domain,
        types: streamOrderTypes,
        primaryType: "StreamOrder",
        message: { ...order, notice: Number(order.notice) },
      }),
    );
    expect(await streams.hashTopUp(topUp)).to.equal(
      hashTypedData({ domain, types: topUpTypes, primaryType: "TopUp", message: topUp }),
    );
    expect(await streams.hashClosing(closing)).to.equal(
      hashTypedData({ domain, types: closingTypes, primaryType: "Closing", message: closing }),
    );
    expect(await streams.hashUse(use)).to.equal(
      hashTypedData({ domain, types: streamUseTypes, primaryType: "Use", message: use }),
    );
  });
});
