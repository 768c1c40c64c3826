// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IExactPayments} from "../../interfaces/IExactPayments.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {ExactHash} from "../libraries/ExactHash.sol";
import {AccountWord, Slots} from "../libraries/Slots.sol";
import {Claims} from "./Claims.sol";

/// @title ExactPayments
/// @notice x402 exact payments from the balance: each authorisation once, whole, to the PayTo that the payer signed.
abstract contract ExactPayments is Claims, IExactPayments {
    using Slots for *;

    /// @dev Slot 9. One slot an exact, 1 once it is used. Id: keccak256(abi.encode(gateway, payer, nonce)).
    mapping(bytes32 exactId => uint256) internal _exactUsed;

    /// @inheritdoc IExactPayments
    function settleExacts(
        address gateway,
        ExactRow[] calldata rows
    ) external nonReentrant returns (uint256 claimId) {
        Batch memory batch = _openFor(msg.sender, gateway, rows.length);
        claimId = batch.proceeds.claimId;
        bytes32 domain = _creditDomain(gateway);
        for (uint256 i; i < rows.length; ++i) {
            (bool paid, ExactSkip reason) = _settle(rows[i], batch, domain);
            if (!paid) emit ExactSkipped(claimId, i, rows[i].from, rows[i].nonce, reason);
        }
        _finish(batch);
    }

    /// @inheritdoc IExactPayments
    function settleExact(
        address gateway,
        address settler,
        ExactRow calldata row
    ) external nonReentrant returns (address payTo) {
        require(msg.sender == DOORS.creditOf(gateway), EscrowVaultNotCredit(gateway, msg.sender));
        Batch memory batch = _openFor(settler, gateway, 1);
        (bool paid, ExactSkip reason) = _settle(row, batch, _creditDomain(gateway));
        require(paid, EscrowVaultExactRefused(reason));

        _finish(batch);
        return batch.quote.payTo;
    }

    /// @inheritdoc IExactPayments
    function isExactUsed(address gateway, address payer, bytes32 nonce) external view returns (bool) {
        return _exactUsed[ExactHash.idOf(gateway, payer, nonce)] != 0;
    }

    /// @dev Checks in the order of `ExactSkip`.
    function _settle(
        ExactRow calldata row,
        Batch memory batch,
        bytes32 domain
    ) private returns (bool paid, ExactSkip reason) {
        // Before any check: the rows that follow may lean on the terms of this one, skipped or not.
        if (row.termsId != 0 || row.serviceId != batch.quote.serviceId) {
            _read(batch.quote, row.serviceId, row.termsId, row.feeVersion);
        }
        if (block.timestamp <= row.validAfter) return (false, ExactSkip.NotYetValid);
        if (block.timestamp >= row.validBefore) return (false, ExactSkip.Expired);
        (paid, reason) = _checkExact(row, batch, domain);
        if (paid && !_payExact(row, batch)) return (false, ExactSkip.InsufficientBalance);
    }

    /// @dev All but its time and the balance, against the batch's quote, which is that of the row's terms.
    function _checkExact(
        ExactRow calldata row,
        Batch memory batch,
        bytes32 domain
    ) internal view returns (bool sound, ExactSkip reason) {
        Quote memory quote = batch.quote;
        if (!quote.known) return (false, ExactSkip.UnknownTerms);
        if (row.value == 0 || row.value > type(uint96).max) return (false, ExactSkip.ValueOutOfBounds);
        if (_exactUsed[ExactHash.idOf(batch.proceeds.gateway, row.from, row.nonce)] != 0) {
            return (false, ExactSkip.Used);
        }
        bytes32 digest = ExactHash.digest(row, _payToOf(quote), domain);
        if (!Signatures.isSignedBy(row.from, digest, row.signature)) return (false, ExactSkip.BadSignature);
        return (true, reason);
    }

    /// @dev Books an exact that has passed every other check, unless the balance is short.
    function _payExact(ExactRow calldata row, Batch memory batch) internal returns (bool) {
        (address payer, address gateway) = (row.from, batch.proceeds.gateway);
        Account storage accountSlot = _accounts[gateway][payer];
        AccountWord account = accountSlot.load();
        if (row.value > account.balance()) return false;
        uint96 value = uint96(row.value);

        accountSlot.save(account.debit(value));
        _exactUsed[ExactHash.idOf(gateway, payer, row.nonce)] = 1;
        (uint256 fee, uint256 treasuryShare) = _share(batch, value, address(0));

        emit ExactSettled(
            payer,
            row.serviceId,
            row.nonce,
            batch.proceeds.claimId,
            batch.quote.termsHash,
            value,
            uint96(fee),
            uint96(treasuryShare)
        );
        return true;
    }

    /// @dev The gateway's Credit is what the payer's wallet shows as the token that he pays with.
    function _creditDomain(address gateway) internal view returns (bytes32) {
        return ExactHash.domainOf(DOORS.creditOf(gateway));
    }
}
