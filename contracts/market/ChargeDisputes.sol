// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IChargeDisputes} from "../interfaces/IChargeDisputes.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {ClaimHash} from "./libraries/ClaimHash.sol";
import {ReceiptKeys} from "./libraries/ReceiptKeys.sol";
import {ReceiptTree} from "./libraries/ReceiptTree.sol";
import {EscrowVault} from "./EscrowVault.sol";
import {GatewayRegistry} from "./GatewayRegistry.sol";
import {PermitTransfer} from "./PermitTransfer.sol";

/// @title ChargeDisputes
/// @dev Holds the dispute bonds and nothing else. What a payer is owed is filed against the gateway's bond, shared there
/// pro rata and cured as a publisher's claim is.
contract ChargeDisputes is IChargeDisputes, AccessManaged {
    using PermitTransfer for IERC20;
    using ReceiptKeys for GatewayRegistry;
    using SafeERC20 for IERC20;

    /// @notice Seconds after a claim in which its rows can be disputed; at most the least hold of earnings.
    uint256 public constant OPEN_WINDOW = 48 hours;
    /// @notice Seconds that a gateway has for its answer.
    uint256 public constant ANSWER_WINDOW = 72 hours;
    /// @notice Seconds after an answer in which it can be refuted.
    uint256 public constant REFUTE_WINDOW = 48 hours;
    /// @notice Most disputes of one row ever, the next when the last is answered: a gateway is not ground down.
    uint256 public constant MAX_DISPUTES = 3;
    /// @notice Most levels of a row's tree: 2^20 charges.
    uint256 public constant MAX_DEPTH = 20;
    /// @notice Bounds of the dispute bond, token base units.
    uint96 public constant LEAST_DISPUTE_BOND = 1e6;
    uint96 public constant MOST_DISPUTE_BOND = 100e6;

    EscrowVault public immutable VAULT;
    GatewayRegistry public immutable GATEWAYS;
    /// @notice The vault's token, in which dispute bonds are.
    IERC20 public immutable TOKEN;

    // Slot 0: uint96 disputeBond.
    /// @inheritdoc IChargeDisputes
    uint96 public disputeBond;

    /// @dev Slot 1.
    /// @inheritdoc IChargeDisputes
    uint256 public disputeCount;

    /// @dev Slot 2. Eight slots each. 0: payer, position. 1: gateway, bond. 2: before, charged, deadline, state.
    /// 3: claimId, epoch, row, depth. 4 to 7: ledgerId, termsHash, receiptsRoot, answered.
    mapping(uint256 disputeId => Dispute) private _disputes;

    /// @dev Slot 3. One slot each: uint8 count, bool open, bool refunded.
    mapping(uint256 claimId => mapping(uint256 index => RowDisputes)) private _rows;

    /// @dev Slot 4.
    /// @inheritdoc IChargeDisputes
    mapping(address account => uint96) public owedTo;

    constructor(
        EscrowVault vault,
        GatewayRegistry gateways,
        address authority_,
        uint96 initialBond
    ) AccessManaged(authority_) {
        VAULT = vault;
        GATEWAYS = gateways;
        TOKEN = vault.USDC();
        _setDisputeBond(initialBond);
    }

    /// @inheritdoc IChargeDisputes
    function open(
        ClaimRecord calldata claim,
        ClaimedRow calldata row,
        uint96 position,
        Reason reason,
        IGatewayRegistry.Permit calldata permit
    ) external returns (uint256 disputeId) {
        bytes32 ledgerId = _checkClaimed(claim, row);
        RowDisputes storage known = _rows[claim.claimId][row.index];
        uint256 latest = uint256(claim.time) + OPEN_WINDOW;
        uint96 bond = disputeBond;
        require(msg.sender == row.payer, ChargeDisputesNotPayer(row.payer, msg.sender));
        require(block.timestamp <= latest, ChargeDisputesTooLate(block.timestamp, latest));
        require(
            position > row.before && position <= row.charged,
            ChargeDisputesPositionOutside(position, row.before, row.charged)
        );
        require(!known.open, ChargeDisputesRowOpen(claim.claimId, row.index));
        require(!known.refunded, ChargeDisputesRowRefunded(claim.claimId, row.index));
        require(known.count < MAX_DISPUTES, ChargeDisputesRowWorn(claim.claimId, row.index, MAX_DISPUTES));

        known.count += 1;
        known.open = true;
        disputeId = ++disputeCount;
        uint40 answerBy = uint40(block.timestamp + ANSWER_WINDOW);
        _disputes[disputeId] = Dispute({
            payer: row.payer,
            position: position,
            gateway: claim.gateway,
            bond: bond,
            before: row.before,
            charged: row.charged,
            deadline: answerBy,
            state: State.Open,
            claimId: uint128(claim.claimId),
            epoch: row.epoch,
            row: uint8(row.index),
            depth: uint8(ReceiptTree.depthOf(claim.rowHashes.length)),
            ledgerId: ledgerId,
            termsHash: row.termsHash,
            receiptsRoot: claim.receiptsRoot,
            answered: 0
        });

        emit DisputeOpened(
            disputeId,
            row.payer,
            claim.gateway,
            claim.claimId,
            row,
            position,
            reason,
            bond,
            answerBy
        );
        GATEWAYS.lockBond(claim.gateway);
        TOKEN.take(bond, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IChargeDisputes
    function answer(uint256 disputeId, Answer calldata answer_) external {
        Dispute storage dispute = _disputes[disputeId];
        _checkRunning(disputeId, dispute, State.Open);
        bytes32 digest = _checkReceipt(dispute, answer_.receipt, answer_.signature);
        _checkPlace(dispute, answer_, digest);
        _checkTerms(dispute, answer_);

        uint40 refuteBy = uint40(block.timestamp + REFUTE_WINDOW);
        dispute.deadline = refuteBy;
        dispute.state = State.Answered;
        dispute.answered = digest;
        _rows[dispute.claimId][dispute.row].open = false;

        emit DisputeAnswered(disputeId, msg.sender, digest, answer_.receipt, answer_.signature, refuteBy);
    }

    /// @inheritdoc IChargeDisputes
    function refute(
        uint256 disputeId,
        IEscrowVault.Receipt calldata answered,
        IEscrowVault.Receipt calldata other,
        bytes calldata signature
    ) external {
        Dispute storage dispute = _disputes[disputeId];
        _checkRunning(disputeId, dispute, State.Answered);
        bytes32 answeredDigest = VAULT.hashReceipt(answered);
        require(
            answeredDigest == dispute.answered,
            ChargeDisputesOtherReceipt(answeredDigest, dispute.answered)
        );
        bytes32 digest = _checkReceipt(dispute, other, signature);
        require(digest != answeredDigest, ChargeDisputesSameReceipt(digest));
        // The same number is no proof: a gateway whose books were lost counts from 1 again, after what it had claimed.
        require(
            _overlap(answered, other),
            ChargeDisputesNoOverlap(other.chargedCumulative, answered.chargedCumulative)
        );

        emit DisputeRefuted(disputeId, msg.sender, digest, other, signature);
        _refund(disputeId, dispute);
    }

    /// @inheritdoc IChargeDisputes
    function conclude(uint256 disputeId) external {
        Dispute storage dispute = _disputes[disputeId];
        State state = dispute.state;
        uint256 earliest = uint256(dispute.deadline) + 1;
        require(state == State.Open || state == State.Answered, ChargeDisputesState(disputeId, state));
        require(block.timestamp >= earliest, ChargeDisputesTooEarly(block.timestamp, earliest));

        if (state == State.Open) _refund(disputeId, dispute);
        else _dismiss(disputeId, dispute);
    }

    /// @inheritdoc IChargeDisputes
    function collect(address to) external returns (uint96 amount) {
        amount = owedTo[msg.sender];
        require(to != address(0), ChargeDisputesZeroAddress());
        require(amount != 0, ChargeDisputesNothingOwed(msg.sender));

        owedTo[msg.sender] = 0;

        emit Collected(msg.sender, to, amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IChargeDisputes
    function setDisputeBond(uint96 amount) external restricted {
        _setDisputeBond(amount);
    }

    /// @inheritdoc IChargeDisputes
    function disputeOf(uint256 disputeId) external view returns (Dispute memory) {
        return _disputes[disputeId];
    }

    /// @inheritdoc IChargeDisputes
    function rowOf(uint256 claimId, uint256 index) external view returns (RowDisputes memory) {
        return _rows[claimId][index];
    }

    function _setDisputeBond(uint96 amount) private {
        require(
            amount >= LEAST_DISPUTE_BOND && amount <= MOST_DISPUTE_BOND,
            ChargeDisputesBondOutOfBounds(amount, LEAST_DISPUTE_BOND, MOST_DISPUTE_BOND)
        );
        disputeBond = amount;
        emit DisputeBondSet(amount);
    }

    /// @dev The row is in the claim and the claim in the vault. Forced claims have no hash there: each was one receipt.
    function _checkClaimed(
        ClaimRecord calldata claim,
        ClaimedRow calldata row
    ) private view returns (bytes32 ledgerId) {
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

    function _checkRunning(uint256 disputeId, Dispute storage dispute, State expected) private view {
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
    ) private view returns (bytes32 digest) {
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
    function _checkPlace(Dispute storage dispute, Answer calldata answer_, bytes32 digest) private view {
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
    function _checkTerms(Dispute storage dispute, Answer calldata answer_) private view {
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
    ) private pure returns (bool) {
        return
            uint256(a.chargedCumulative) < uint256(b.chargedCumulative) + a.price &&
            uint256(b.chargedCumulative) < uint256(a.chargedCumulative) + b.price;
    }

    /// @dev The row's whole delta, once: a gateway that cannot show one unit's receipt has shown none's.
    function _refund(uint256 disputeId, Dispute storage dispute) private {
        (address payer, address gateway) = (dispute.payer, dispute.gateway);
        RowDisputes storage row = _rows[dispute.claimId][dispute.row];
        uint96 bond = dispute.bond;
        uint96 amount = row.refunded ? 0 : dispute.charged - dispute.before;

        if (dispute.state == State.Open) row.open = false;
        row.refunded = true;
        dispute.state = State.Refunded;
        owedTo[payer] += bond;

        emit DisputeRefunded(disputeId, payer, gateway, amount, bond);
        GATEWAYS.unlockBond(gateway);
        if (amount != 0) GATEWAYS.fileBondClaim(gateway, payer, amount);
    }

    /// @dev The bond is the gateway's, whoever answered: an answer can be copied before it is mined, and paying its sender
    /// would pay the quickest. The gateway bears the claim and keeps the receipts.
    function _dismiss(uint256 disputeId, Dispute storage dispute) private {
        (address payer, address gateway, uint96 bond) = (dispute.payer, dispute.gateway, dispute.bond);

        dispute.state = State.Dismissed;
        owedTo[gateway] += bond;

        emit DisputeDismissed(disputeId, payer, gateway, bond);
        GATEWAYS.unlockBond(gateway);
    }
}
