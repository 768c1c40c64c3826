// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IEarnings} from "../../../../contracts/interfaces/IEarnings.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice Publishers take what has matured, give refunds, and sell their services.
abstract contract PublisherActions is MarketMessages {
    uint256 private _nonce;

    function publisherWithdraw(uint256 payeeSeed) external {
        address payee = payees[payeeSeed % PAYEES];
        bytes memory data = abi.encodeCall(IEarnings.withdraw, (_services(), payee));
        _payOut(payee, payee, payee, data);
    }

    /// @notice By the publisher's signature. A stranger submits it, first with another receiver, and after it again.
    function payout(uint256 payeeSeed, uint256 toSeed) external {
        uint256 place = payeeSeed % PAYEES;
        address payee = payees[place];
        IEarnings.Payout memory signed = IEarnings.Payout(
            payee,
            payers[toSeed % PAYERS],
            ++_nonce,
            uint64(block.timestamp)
        );
        bytes memory signature = sign(PAYEE_SECRET + place, market.earnings.hashPayout(signed));
        bytes memory data = abi.encodeCall(IEarnings.withdrawTo, (signed, _services(), signature));
        address to = signed.to;
        signed.to = integrator;
        bytes memory stolen = abi.encodeCall(IEarnings.withdrawTo, (signed, _services(), signature));
        mustFail(
            integrator,
            address(market.earnings),
            stolen,
            "6: a stranger named the publisher's receiver"
        );
        _payOut(payee, integrator, to, data);
        mustFail(integrator, address(market.earnings), data, "6: a payout counted twice");
    }

    function _payOut(address payee, address sender, address to, bytes memory data) private {
        uint256[] memory ids = _services();
        uint256[SERVICES] memory matured;
        uint256 sum;
        for (uint256 i; i < SERVICES; ++i) {
            matured[i] = market.earnings.maturedOf(payee, ids[i]);
            sum += matured[i];
        }
        uint256 before = market.usdc.balanceOf(to);
        attempt(sender, address(market.earnings), data, sum != 0, "20: payout");
        expect(market.usdc.balanceOf(to) - before == sum, "3: paid out another sum");
        paidOut += sum;
        for (uint256 i; i < SERVICES; ++i) owedForService[payee][ids[i]] -= matured[i];
    }

    /// @notice To any account, also at a gateway that takes nothing new, before or after it has matured. Counts once.
    function refund(
        uint256 payeeSeed,
        uint256 serviceSeed,
        uint256 payer,
        uint256 gateway,
        uint256 part
    ) external {
        (uint256 place, uint256 serviceId) = (payeeSeed % PAYEES, serviceIds[serviceSeed % SERVICES]);
        (payer, gateway) = (payer % PAYERS, gateway % GATEWAYS);
        address payee = payees[place];
        uint256 owed = owedForService[payee][serviceId];
        IEarnings.Refund memory signed = IEarnings.Refund({
            serviceId: serviceId,
            payer: payers[payer],
            gateway: gateways[gateway],
            amount: uint96(between(part, 0, part % 4 == 0 ? owed + 1 : owed / 8)),
            nonce: ++_nonce,
            deadline: uint64(block.timestamp)
        });
        bytes memory signature = sign(PAYEE_SECRET + place, market.earnings.hashRefund(signed));
        bytes memory data = abi.encodeCall(IEarnings.refund, (payee, signed, signature));
        bytes memory foreign = abi.encodeCall(IEarnings.refund, (payees[1 - place], signed, signature));
        mustFail(integrator, address(market.earnings), foreign, "6: another publisher gave the refund");
        bool allowed = signed.amount != 0 && signed.amount <= owed;
        attempt(integrator, address(market.earnings), data, allowed, "20: refund");
        mustFail(integrator, address(market.earnings), data, "6: a refund counted twice");
        owedForService[payee][serviceId] -= signed.amount;
        books[payer][gateway].deposits += signed.amount;
        refunded += signed.amount;
    }

    function sell(uint256 serviceSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "not for sale");
        uint256 serviceId = serviceIds[serviceSeed % SERVICES];
        address seller = market.owners.ownerOf(serviceId);
        address buyer = seller == payees[0] ? payees[1] : payees[0];
        bytes memory data = abi.encodeCall(IERC721.transferFrom, (seller, buyer, serviceId));
        attempt(seller, address(market.owners), data, true, "9: sale");
    }

    function _services() private view returns (uint256[] memory ids) {
        ids = new uint256[](SERVICES);
        for (uint256 i; i < SERVICES; ++i) ids[i] = serviceIds[i];
    }
}
