// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IChargeDisputes} from "../interfaces/IChargeDisputes.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IEscrowVault} from "../interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {ReceiptTree} from "./libraries/ReceiptTree.sol";
import {DisputeChecks} from "./DisputeChecks.sol";
import {EscrowVault} from "./EscrowVault.sol";
import {GatewayRegistry} from "./GatewayRegistry.sol";
import {PermitTransfer} from "./PermitTransfer.sol";

/// @title ChargeDisputes
/// @dev What it believes is in DisputeChecks. Holds the dispute bonds and nothing else: what a payer is owed is filed against
/// the gateway's bond, shared there pro rata and cured as a publisher's claim is.
contract ChargeDisputes is DisputeChecks, AccessManaged {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice Seconds after a claim in which its rows can be disputed; at most the least hold of earnings.
    uint256 public constant OPEN_WINDOW = 48 hours;
    /// @notice Seconds that a gateway has for its answer.
    uint256 public constant ANSWER_WINDOW = 72 hours;
    /// @notice Seconds after an answer in which it can be refuted.
    uint256 public constant REFUTE_WINDOW = 48 hours;
    /// @notice Seconds in which a contested charge can be ruled on; its price is frozen no longer.
    uint256 public constant RULE_WINDOW = 21 days;
    /// @notice Most disputes of one row ever, the next when the last is answered: a gateway is not ground down.
    uint256 public constant MAX_DISPUTES = 3;
    /// @notice Bounds of the dispute bond, token base units.
    uint96 public constant LEAST_DISPUTE_BOND = 1e6;
    uint96 public constant MOST_DISPUTE_BOND = 100e6;

    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
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

    /// @dev Slot 3. One slot each: uint8 count, bool open, uint96 refunded.
    mapping(uint256 claimId => mapping(uint256 index => RowDisputes)) private _rows;

    /// @dev Slot 4.
    /// @inheritdoc IChargeDisputes
    mapping(address account => uint96) public owedTo;

    /// @dev Slot 5. Receipts of contested charges: a publisher answers for each once.
    mapping(bytes32 digest => bool) private _contested;

    constructor(
        EscrowVault vault,
        GatewayRegistry gateways,
        address authority_,
        uint96 initialBond
    ) DisputeChecks(vault, gateways) AccessManaged(authority_) {
        EARNINGS = vault.EARNINGS();
        SERVICES = vault.SERVICES();
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
        require(
            known.refunded < row.charged - row.before,
            ChargeDisputesRowRefunded(claim.claimId, row.index)
        );
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
        bytes32 answeredDigest = _checkAnswered(dispute, answered);
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
    function contest(
        uint256 disputeId,
        IEscrowVault.Receipt calldata answered,
        IGatewayRegistry.Permit calldata permit
    ) external {
        Dispute storage dispute = _disputes[disputeId];
        (address payer, uint96 bond) = (dispute.payer, dispute.bond);
        _checkRunning(disputeId, dispute, State.Answered);
        bytes32 digest = _checkAnswered(dispute, answered);
        require(msg.sender == payer, ChargeDisputesNotPayer(payer, msg.sender));
        require(!_contested[digest], ChargeDisputesContested(digest));

        uint40 ruleBy = uint40(block.timestamp + RULE_WINDOW);
        dispute.state = State.Contested;
        dispute.deadline = ruleBy;
        dispute.bond = bond * 2;
        _contested[digest] = true;

        GATEWAYS.unlockBond(dispute.gateway);
        address payee = SERVICES.payeeOf(answered.serviceId);
        uint96 price = _priceInRow(dispute, answered);
        uint96 frozen = EARNINGS.freeze(disputeId, payee, answered.serviceId, price);
        emit DisputeContested(disputeId, payer, payee, answered.serviceId, frozen, bond * 2, ruleBy);
        TOKEN.take(bond, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IChargeDisputes
    function rule(uint256 disputeId, bool publisherAtFault) external restricted {
        Dispute storage dispute = _disputes[disputeId];
        _checkRunning(disputeId, dispute, State.Contested);
        RowDisputes storage row = _rows[dispute.claimId][dispute.row];
        (address payer, address gateway, uint96 bond) = (dispute.payer, dispute.gateway, dispute.bond);
        IEarnings.Freeze memory frozen = EARNINGS.freezeOf(disputeId);
        // What the bond has refunded since of the same row is not refunded again.
        uint96 left = dispute.charged - dispute.before - row.refunded;
        uint96 amount = frozen.amount < left ? frozen.amount : left;

        if (!publisherAtFault) {
            dispute.state = State.Dismissed;
            owedTo[gateway] += bond / 2;
            owedTo[frozen.payee] += bond / 2;
            emit DisputeRuled(disputeId, false, 0);
            EARNINGS.release(disputeId);
            return;
        }
        dispute.state = State.Refunded;
        row.refunded += amount;
        owedTo[payer] += bond;
        emit DisputeRuled(disputeId, true, amount);
        EARNINGS.payFrozen(disputeId, amount, payer, gateway);
    }

    /// @inheritdoc IChargeDisputes
    function conclude(uint256 disputeId) external {
        Dispute storage dispute = _disputes[disputeId];
        State state = dispute.state;
        uint256 earliest = uint256(dispute.deadline) + 1;
        bool runs = state == State.Open || state == State.Answered || state == State.Contested;
        require(runs, ChargeDisputesState(disputeId, state));
        require(block.timestamp >= earliest, ChargeDisputesTooEarly(block.timestamp, earliest));

        if (state == State.Open) _refund(disputeId, dispute);
        else if (state == State.Answered) _dismiss(disputeId, dispute);
        else _lapse(disputeId, dispute);
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

    /// @dev All of the row that was not refunded yet: a gateway that cannot show one unit's receipt has shown none's.
    function _refund(uint256 disputeId, Dispute storage dispute) private {
        (address payer, address gateway) = (dispute.payer, dispute.gateway);
        RowDisputes storage row = _rows[dispute.claimId][dispute.row];
        uint96 bond = dispute.bond;
        uint96 amount = dispute.charged - dispute.before - row.refunded;

        if (dispute.state == State.Open) row.open = false;
        row.refunded += amount;
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

    /// @dev The answer stood, so its bond is the gateway's; the payer was not heard, so the second is his.
    function _lapse(uint256 disputeId, Dispute storage dispute) private {
        uint96 half = dispute.bond / 2;

        dispute.state = State.Dismissed;
        owedTo[dispute.gateway] += half;
        owedTo[dispute.payer] += half;

        emit DisputeLapsed(disputeId);
        EARNINGS.release(disputeId);
    }
}
