// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChargeDisputes} from "../../../../contracts/interfaces/IChargeDisputes.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice Claimed rows with their receipts' trees, the disputes about them, and what each move does to the books.
abstract contract DisputeRules is MarketMessages {
    /// @notice What a gateway's tree lacks. No answer from it may ever pass.
    /// @param Short The last unit has no receipt. @param Late The first has none. @param Dear One receipt for more than a call
    /// may cost. @param Failed Calls that failed. @param Shifted Receipts whose sums are not their places.
    enum Flaw {
        None,
        Short,
        Late,
        Dear,
        Failed,
        Shifted
    }

    /// @param rowHashes Of the claim, which has two rows. @param beside The other row's node.
    /// @param start Charged before the first receipt of the row's tree. @param first Price of that one.
    /// @param total Of the tree; more than `first` when it has a second receipt.
    struct ClaimedRow {
        uint256 payer;
        uint256 gateway;
        uint256 claimId;
        uint256 time;
        bytes32 root;
        bytes32[2] rowHashes;
        bytes32 beside;
        IChargeDisputes.ClaimedRow row;
        uint32 feeVersion;
        uint96 start;
        uint96 first;
        uint96 total;
        Flaw flaw;
        uint256 count;
        bool open;
        uint96 refunded;
    }

    /// @param frozen Of the payee's earnings, until `frozenUntil`.
    struct Dispute {
        uint256 row;
        uint96 position;
        uint96 bond;
        uint256 deadline;
        IChargeDisputes.State state;
        address payee;
        uint96 frozen;
        uint256 frozenUntil;
    }

    /// @notice The most that one call of the fixture's services costs.
    uint96 internal constant MAX_PRICE = 3e6;

    ClaimedRow[] internal claimedRows;
    Dispute[] internal disputes;
    mapping(bytes32 digest => bool) internal contested;
    mapping(address account => uint96) internal disputeOwed;
    /// @notice All bonds that ever came in, and all that went out.
    uint256 internal disputeBonds;
    uint256 internal collectedBonds;
    uint96 internal disputeBond = 5e6;

    function isRunning(IChargeDisputes.State state) internal pure returns (bool) {
        return
            state == IChargeDisputes.State.Open ||
            state == IChargeDisputes.State.Answered ||
            state == IChargeDisputes.State.Contested;
    }

    function mayOpen(ClaimedRow storage claimed, uint96 position) internal view returns (bool) {
        if (position <= claimed.row.before || position > claimed.row.charged) return false;
        if (block.timestamp > claimed.time + 48 hours || claimed.open || claimed.count == 3) return false;
        return claimed.refunded < claimed.row.charged - claimed.row.before;
    }

    function isIn(Dispute storage dispute, IChargeDisputes.State state) internal view returns (bool) {
        return dispute.state == state && block.timestamp <= dispute.deadline;
    }

    // Receipts

    /// @dev Which of the row's receipts has the unit, if any has.
    function receiptAt(ClaimedRow memory claimed, uint96 position) internal pure returns (uint256) {
        return position <= claimed.start + claimed.first || claimed.total == claimed.first ? 0 : 1;
    }

    function priceOf(ClaimedRow memory claimed, uint256 which) internal pure returns (uint96) {
        return which == 0 ? claimed.first : claimed.total - claimed.first;
    }

    function receiptOf(
        ClaimedRow memory claimed,
        uint256 which
    ) internal view returns (IEscrowVault.Receipt memory receipt) {
        IChargeDisputes.ClaimedRow memory row = claimed.row;
        (receipt.payer, receipt.gateway, receipt.key) = (row.payer, gateways[claimed.gateway], row.key);
        (receipt.serviceId, receipt.termsHash, receipt.epoch) = (row.serviceId, row.termsHash, row.epoch);
        receipt.seq = uint64(which + 1);
        receipt.price = priceOf(claimed, which);
        receipt.chargedCumulative = claimed.start + (which == 0 ? claimed.first : claimed.total);
        if (claimed.flaw == Flaw.Shifted) receipt.chargedCumulative += 1;
        receipt.status = claimed.flaw == Flaw.Failed ? 1 : 0;
        receipt.issuedAt = uint64(claimed.time);
    }

    function leafOf(ClaimedRow memory claimed, uint256 which) internal view returns (bytes32) {
        bytes32 digest = market.vault.hashReceipt(receiptOf(claimed, which));
        return keccak256(abi.encode(uint256(0), digest, priceOf(claimed, which)));
    }

    /// @dev Of the row in the claim's tree.
    function nodeOf(ClaimedRow memory claimed) internal view returns (bytes32) {
        (bytes32 root, uint96 second) = (leafOf(claimed, 0), priceOf(claimed, 1));
        if (second != 0)
            root = keccak256(abi.encode(uint256(1), root, claimed.first, leafOf(claimed, 1), second));
        return keccak256(abi.encode(uint256(2), root, claimed.total, claimed.start));
    }

    function answerOf(
        ClaimedRow memory claimed,
        uint256 which
    ) internal view returns (IChargeDisputes.Answer memory shown) {
        shown.receipt = receiptOf(claimed, which);
        shown.signature = signReceipt(claimed.gateway, shown.receipt);
        if (claimed.total != claimed.first) {
            shown.path = new IChargeDisputes.Sibling[](1);
            shown.path[0] = IChargeDisputes.Sibling(leafOf(claimed, 1 - which), priceOf(claimed, 1 - which));
        }
        (shown.sides, shown.start) = (which, claimed.start);
        shown.rowPath = new bytes32[](1);
        shown.rowPath[0] = claimed.beside;
        (, , shown.terms) = market.services.currentTerms(claimed.row.serviceId);
        (shown.termsSequence, shown.feeVersion) = (1, claimed.feeVersion);
    }

    // Books

    function bookOpened(uint256 id, uint96 position) internal {
        ClaimedRow storage claimed = claimedRows[id];
        Dispute storage dispute = disputes.push();
        (dispute.row, dispute.position, dispute.bond) = (id, position, disputeBond);
        (dispute.state, dispute.deadline) = (IChargeDisputes.State.Open, block.timestamp + 72 hours);
        (claimed.open, claimed.count) = (true, claimed.count + 1);
        bonds[claimed.gateway].cases += 1;
        disputeBonds += disputeBond;
    }

    /// @dev The whole row, less what was refunded of it before, as a claim on the bond.
    function bookRefunded(Dispute storage dispute, uint256 time) internal {
        ClaimedRow storage claimed = claimedRows[dispute.row];
        uint96 amount = claimed.row.charged - claimed.row.before - claimed.refunded;
        if (dispute.state == IChargeDisputes.State.Open) claimed.open = false;
        claimed.refunded += amount;
        dispute.state = IChargeDisputes.State.Refunded;
        disputeOwed[claimed.row.payer] += dispute.bond;
        bonds[claimed.gateway].cases -= 1;
        if (amount != 0) bookBondClaim(claimed.gateway, claimed.row.payer, amount, time);
    }

    /// @dev What is frozen and not given back is the payee's again.
    function bookThawed(Dispute storage dispute) internal {
        owedForService[dispute.payee][claimedRows[dispute.row].row.serviceId] += dispute.frozen;
        frozen -= dispute.frozen;
        dispute.frozen = 0;
    }

    /// @dev From what is frozen, as far as the row was not refunded yet.
    function bookGivenBack(Dispute storage dispute) internal {
        ClaimedRow storage claimed = claimedRows[dispute.row];
        uint96 left = claimed.row.charged - claimed.row.before - claimed.refunded;
        uint96 amount = uint96(Math.min(dispute.frozen, left));
        (dispute.frozen, frozen) = (dispute.frozen - amount, frozen - amount);
        claimed.refunded += amount;
        books[claimed.payer][claimed.gateway].deposits += amount;
        refunded += amount;
    }
}
