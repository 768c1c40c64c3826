// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChargeDisputes} from "../interfaces/IChargeDisputes.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {ClaimHash} from "./libraries/ClaimHash.sol";
import {ReceiptKeys} from "./libraries/ReceiptKeys.sol";
import {ReceiptTree} from "./libraries/ReceiptTree.sol";
import {EscrowVault} from "./EscrowVault.sol";
import {GatewayRegistry} from "./GatewayRegistry.sol";

/// @title DisputeChecks
/// @notice What ChargeDisputes believes: of a claim, of an answer, of two receipts. No storage.
abstract contract DisputeChecks is IChargeDisputes {
    using ReceiptKeys for GatewayRegistry;

    /// @notice Most levels of a row's tree: 2^20 charges.
    uint256 public constant MAX_DEPTH = 20;

    EscrowVault public immutable VAULT;
    GatewayRegistry public immutable GATEWAYS;

    constructor(EscrowVault vault, GatewayRegistry gateways) {
        VAULT = vault;
        GATEWAYS = gateways;
    }

    /// @dev The row is in the claim and the claim in the vault. Forced claims have no hash there: each was one receipt.
    function _checkClaimed(
        ClaimRecord calldata claim,
        ClaimedRow calldata row
    ) internal view returns (bytes32 ledgerId) {
        ledgerId = ClaimHash.ledgerId(row.payer, claim.gateway, row.key, row.serviceId);
        bytes32[] calldata rowHashes = claim.rowHashes;
        bytes32 hash = ClaimHash.ofClaim(claim.gateway, claim.time, claim.receiptsRoot, rowHashes);
        bytes32 claimHash = VAULT.claimHash(claim.claimId);
        bytes32 rowHash = ClaimHash.ofRow(ledgerId, row.epoch, row.termsHash, row.before, row.charged);
        require(hash == claimHash, ChargeDisputesOtherClaim(claim.claimId, hash, claimHash));
        require(row.index < rowHashes.length, ChargeDisputesNoSuchRow(row.index, rowHashes.length));
        require(
            rowHash == rowHashes[row.index],
            ChargeDisputesOtherRow(row.index, rowHash, rowHashes[row.index])
        );
    }

    function _checkRunning(uint256 disputeId, Dispute storage dispute, State expected) internal view {
        require(dispute.state == expected, ChargeDisputesState(disputeId, dispute.state));
        require(
            block.timestamp <= dispute.deadline,
            ChargeDisputesTooLate(block.timestamp, dispute.deadline)
        );
    }

    /// @dev The receipt is of the row's ledger and epoch, and the gateway's word.
    function _checkReceipt(
        Dispute storage dispute,
        IEscrowVault.Receipt calldata receipt,
        bytes calldata signature
    ) internal view returns (bytes32 digest) {
        bytes32 ledger = ClaimHash.ledgerId(receipt.payer, receipt.gateway, receipt.key, receipt.serviceId);
        digest = VAULT.hashReceipt(receipt);
        (address signer, bool valid) = GATEWAYS.signerOf(receipt, digest, signature);
        require(ledger == dispute.ledgerId, ChargeDisputesOtherLedger(ledger, dispute.ledgerId));
        require(receipt.epoch == dispute.epoch, ChargeDisputesOtherEpoch(receipt.epoch, dispute.epoch));
        require(valid, ChargeDisputesNotReceiptKey(receipt.gateway, signer, receipt.issuedAt));
    }

    /// @dev The receipt was in the claim's tree when it was claimed, at the place that its own sum gives it, and its charge
    /// holds the disputed unit. The tree's receipts follow each other without a gap over all of the row; they may begin
    /// before it and end after it, since a balance or a forced claim can cut a charge in two.
    function _checkPlace(Dispute storage dispute, Answer calldata answer_, bytes32 digest) internal view {
        (uint96 price, uint96 charged) = (answer_.receipt.price, answer_.receipt.chargedCumulative);
        (uint256 levels, uint256 rowLevels) = (answer_.path.length, answer_.rowPath.length);
        require(levels <= MAX_DEPTH, ChargeDisputesPathTooLong(levels, MAX_DEPTH));
        require(rowLevels == dispute.depth, ChargeDisputesRowPathLength(rowLevels, dispute.depth));
        (bytes32 rowRoot, uint256 total, uint256 through) = ReceiptTree.climb(
            digest,
            price,
            answer_.path,
            answer_.sides
        );
        uint96 start = answer_.start;
        bytes32 root = ReceiptTree.climbRows(rowRoot, total, start, dispute.row, answer_.rowPath);
        require(root == dispute.receiptsRoot, ChargeDisputesOtherRoot(root, dispute.receiptsRoot));
        require(
            start <= dispute.before && start + total >= dispute.charged,
            ChargeDisputesSumOverReceipts(start, start + total, dispute.before, dispute.charged)
        );
        require(start + through == charged, ChargeDisputesOtherPlace(charged, start + through));
        // `charged` is at least `price`: it is a sum that holds it.
        require(
            dispute.position > charged - price && dispute.position <= charged,
            ChargeDisputesOtherCharge(dispute.position, price, charged)
        );
    }

    /// @dev By the terms that the payer signed for this money, whatever the receipt names: a later voucher can carry
    /// charges that were made under earlier terms.
    function _checkTerms(Dispute storage dispute, Answer calldata answer_) internal view {
        IEscrowVault.Receipt calldata receipt = answer_.receipt;
        bytes32 termsId = keccak256(abi.encode(receipt.serviceId, answer_.termsSequence, answer_.terms));
        bytes32 termsHash = keccak256(abi.encode(termsId, answer_.feeVersion));
        uint96 maxPrice = answer_.terms.maxPrice;
        require(termsHash == dispute.termsHash, ChargeDisputesOtherTerms(termsHash, dispute.termsHash));
        require(receipt.price <= maxPrice, ChargeDisputesPriceOverTerms(receipt.price, maxPrice));
        require(
            receipt.status == 0 || answer_.terms.chargeOnError,
            ChargeDisputesFailedCallCharged(receipt.callId, receipt.status)
        );
    }

    /// @dev Whether some unit was charged by both.
    function _overlap(
        IEscrowVault.Receipt calldata a,
        IEscrowVault.Receipt calldata b
    ) internal pure returns (bool) {
        return
            uint256(a.chargedCumulative) < uint256(b.chargedCumulative) + a.price &&
            uint256(b.chargedCumulative) < uint256(a.chargedCumulative) + b.price;
    }

    function _checkAnswered(
        Dispute storage dispute,
        IEscrowVault.Receipt calldata answered
    ) internal view returns (bytes32 digest) {
        digest = VAULT.hashReceipt(answered);
        require(digest == dispute.answered, ChargeDisputesOtherReceipt(digest, dispute.answered));
    }

    /// @dev What the row took for the charge: a row can begin or end inside one.
    function _priceInRow(
        Dispute storage dispute,
        IEscrowVault.Receipt calldata receipt
    ) internal view returns (uint96) {
        uint256 from = Math.max(receipt.chargedCumulative - receipt.price, dispute.before);
        uint256 to = Math.min(receipt.chargedCumulative, dispute.charged);
        return uint96(to - from);
    }
}
