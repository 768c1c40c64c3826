// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IForcedPayments} from "../../interfaces/IForcedPayments.sol";
import {ExactHash} from "../libraries/ExactHash.sol";
import {ExactPayments} from "./ExactPayments.sol";

/// @title ForcedPayments
/// @notice What an account pays when a publisher forces a claim.
abstract contract ForcedPayments is ExactPayments, IForcedPayments {
    modifier onlyForcedClaims() {
        require(msg.sender == FORCED_CLAIMS, EscrowVaultNotForcedClaims(msg.sender));
        _;
    }

    /// @inheritdoc IForcedPayments
    function payForced(ClaimRow calldata row) external onlyForcedClaims nonReentrant returns (uint96 paid) {
        Batch memory batch = _open(row.voucher.gateway, 1);
        batch.forced = true;
        (bytes32 rowHash, SkipReason reason) = _claimRow(row, batch, _accounts[row.voucher.gateway]);
        require(rowHash != 0, EscrowVaultRowRefused(reason));
        _finish(batch);
        return uint96(batch.gross);
    }

    /// @inheritdoc IForcedPayments
    function payForcedExact(
        address gateway,
        ExactRow calldata row
    ) external onlyForcedClaims nonReentrant returns (uint96 paid) {
        Batch memory batch = _open(gateway, 1);
        _read(batch.quote, row.serviceId, row.termsId, row.feeVersion);
        (bool passes, ExactSkip reason) = _checkExact(row, batch, _creditDomain(gateway));
        require(passes, EscrowVaultExactRefused(reason));
        require(_payExact(row, batch), EscrowVaultExactRefused(ExactSkip.InsufficientBalance));
        _finish(batch);
        return uint96(row.value);
    }

    /// @inheritdoc IForcedPayments
    function useExact(address gateway, address payer, bytes32 nonce) external onlyForcedClaims {
        bytes32 exactId = ExactHash.idOf(gateway, payer, nonce);
        require(_exactUsed[exactId] == 0, EscrowVaultExactRefused(ExactSkip.Used));
        _exactUsed[exactId] = 1;
    }
}
