// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IForcedClaims} from "../../../../contracts/interfaces/IForcedClaims.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice Whoever likes forces what a silent gateway has receipted. Each receipt is tried again at once, in vain.
abstract contract ForcedActions is MarketMessages {
    function forceFromBalance(uint256 seed) external {
        _force(_promised(seed, Source.Account));
    }

    function forceFromBond(uint256 seed) external {
        _force(_promised(seed, Source.Bond));
    }

    /// @notice Receipts that must not be paid: too young, too old, of an empty account, paid already.
    function forceInVain(uint256 seed) external {
        Promised storage promised = _promised(seed, Source.Nobody);
        (Source source, ) = mustForce(promised);
        require(source == Source.Nobody, "something to force");
        mustFail(integrator, address(market.forced), _forcing(promised), "12: forced in vain");
    }

    function forceExact(uint256 seed) external {
        require(exacts.length != 0, "no exact");
        Exact storage exact = exacts[seed % exacts.length];
        for (uint256 i; i < exacts.length; ++i) {
            exact = exacts[((seed % exacts.length) + i) % exacts.length];
            (Source found, ) = mustForceExact(exact);
            if (found != Source.Nobody) break;
        }
        (Source source, uint96 amount) = mustForceExact(exact);
        IEscrowVault.Receipt memory receipt = receiptOf(exact);
        bytes memory signature = signReceipt(exact.gateway, receipt);
        bytes memory data = abi.encodeCall(IForcedClaims.forceExact, (exact.row, receipt, signature));
        attempt(integrator, address(market.forced), data, source != Source.Nobody, "12: forceExact");
        mustFail(integrator, address(market.forced), data, "12: an exact was forced twice");
        if (source == Source.Account) return bookExact(exact);
        exact.used = true;
        bookFiled(exact.payer, exact.gateway, exact.epoch, termsOf(exact), amount);
    }

    function _force(Promised storage promised) private {
        Tab storage tab = tabs[promised.tab];
        uint32 epoch = promised.row.voucher.epoch;
        (Source source, uint96 amount) = mustForce(promised);
        bytes32 ledger = keccak256(
            abi.encode(
                payers[tab.payer],
                gateways[tab.gateway],
                signers[tab.payer][tab.signer],
                tab.serviceId
            )
        );
        expect(market.vault.claimedIn(ledger, epoch) == tab.charged[epoch], "4: claimed in an epoch");
        expect(market.forced.filedOfLedger(ledger, epoch) == tab.filed[epoch], "12: filed of a ledger");
        bytes memory data = _forcing(promised);
        attempt(integrator, address(market.forced), data, source != Source.Nobody, "12: forceClaim");
        mustFail(integrator, address(market.forced), data, "12: a receipt was forced twice");
        if (source == Source.Account) return bookRow(tab, promised.row, tab.charged[epoch] + amount);
        tab.filed[epoch] += amount;
        bookFiled(tab.payer, tab.gateway, epoch, termsOf(promised), amount);
    }

    function _forcing(Promised storage promised) private view returns (bytes memory) {
        IEscrowVault.Receipt memory receipt = receiptOf(promised);
        bytes memory signature = signReceipt(tabs[promised.tab].gateway, receipt);
        return abi.encodeCall(IForcedClaims.forceClaim, (promised.row, receipt, signature));
    }

    /// @dev The first from the seed on that must be paid from there, if there is one; else any.
    function _promised(uint256 seed, Source wanted) private view returns (Promised storage promised) {
        require(promises.length != 0, "no call yet");
        promised = promises[seed % promises.length];
        for (uint256 i; i < promises.length; ++i) {
            Promised storage other = promises[((seed % promises.length) + i) % promises.length];
            (Source source, ) = mustForce(other);
            if (source == wanted) return other;
        }
    }
}
