// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrator} from "./IArbitrator.sol";
import {IGatewayRegistry} from "./IGatewayRegistry.sol";
import {IStakeLocks} from "./IStakeLocks.sol";

/// @title Cases
/// @notice What can be put before the Court, by whom, and what it costs. Each opening puts up a bond in the vault's token and
/// pays the arbitrator's cost in the chain's coin; what is sent beyond the cost comes back.
interface ICases {
    /// @param Stake That a publisher broke what he promised; his stake pays. Anyone opens it.
    /// @param Bond That claims on a gateway's bond are forged; they are void then. The gateway opens it.
    /// @param Charge That a call whose charge its payer contests has failed. Anyone opens it: the parties' bonds are there.
    /// @param Review That a review is no honest one; it is struck. Anyone opens it.
    /// @param Bounty That a report does not deserve its bounty. Its sponsor opens it.
    enum Kind {
        None,
        Stake,
        Bond,
        Charge,
        Review,
        Bounty
    }

    /// @param Open Waits for the respondent. @param Answered Waits for the arbitrator.
    /// @param Ruled Waits for an appeal. @param Appealed Waits for the vote. @param Decided Waits for its execution.
    enum State {
        None,
        Open,
        Answered,
        Ruled,
        Appealed,
        Decided,
        Closed
    }

    /// @notice A ruling as ERC-792 counts them. @param Refused Nobody decided. @param Upheld The challenger is right.
    enum Outcome {
        Refused,
        Upheld,
        Rejected
    }

    enum Reply {
        Silent,
        Answered,
        Conceded
    }

    /// @param bond Of the challenger, token base units; the respondent's is the same, an appeal's twice it.
    /// @param respondent Whom the case is against; who put up the bond, once it is answered.
    /// @param amount Token base units that the case is about.
    /// @param appellant Zero when nobody appealed.
    /// @param openedAt Unix seconds. @param ruleBy Unix seconds, inclusive.
    /// @param deadline Unix seconds, inclusive: of the answer, then of an appeal, then of the vote.
    /// @param appealWindow Seconds after a ruling. Cases keep the windows that they began with.
    /// @param ruling The arbitrator's.
    /// @param subject Service of a Stake or Review case; run on the bond; dispute of the charge; bounty.
    /// @param party Gateway whose bond is claimed; client whose review it is.
    /// @param item Lock of the stake; index of the review.
    /// @param disputeId At the arbitrator.
    /// @param outcome Final once the case is decided or closed.
    /// @param proposalId Of the appeal, at the Governor.
    struct Case {
        address challenger;
        uint96 bond;
        address respondent;
        uint96 amount;
        address appellant;
        uint40 openedAt;
        uint40 ruleBy;
        IArbitrator arbitrator;
        uint40 deadline;
        uint24 appealWindow;
        Kind kind;
        State state;
        Outcome ruling;
        Reply reply;
        uint256 subject;
        address party;
        uint64 item;
        uint256 disputeId;
        Outcome outcome;
        uint64 proposalId;
    }

    /// @param hash keccak256 of what can be read at `uri`.
    struct Evidence {
        bytes32 hash;
        string uri;
    }

    /// @notice A client of the service whom it harmed, by the vault's ledger of what he paid it.
    /// @param key Session key of the ledger; the payer when he signed himself.
    /// @param amount Token base units to give back, at most what was claimed of the ledger in the epoch.
    struct Harmed {
        address payer;
        address gateway;
        address key;
        uint32 epoch;
        uint96 amount;
    }

    /// @notice In this event `opened` is the whole case as it begins.
    event CaseOpened(
        uint256 indexed caseId,
        Kind indexed kind,
        address indexed challenger,
        address opener,
        Case opened
    );
    /// @notice Clients whom a Stake case names, and what comes back to each before anybody else has a part.
    event HarmedNamed(uint256 indexed caseId, address[] payers, uint96[] amounts);
    event EvidenceGiven(uint256 indexed caseId, address indexed by, bytes32 hash, string uri);

    error CourtUriLength(uint256 length, uint256 maximum);
    error CourtZeroHash();
    error CourtFeeTooSmall(uint256 sent, uint256 cost);
    error CourtDisputeKnown(address arbitrator, uint256 disputeId);
    error CourtRunning(uint256 caseId);
    error CourtAmountOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);
    error CourtTooManyHarmed(uint256 count, uint256 maximum);
    /// @notice Ledgers are named once, in the order of their ids.
    error CourtHarmedOrder(uint256 index, bytes32 ledgerId, bytes32 before);
    error CourtHarmedBeyondLedger(uint256 index, uint96 amount, uint96 claimed);
    error CourtHarmedIsPublisher(uint256 index, address payer);
    error CourtHarmedBeyondAmount(uint256 total, uint96 amount);
    error CourtNotContested(uint256 disputeId);
    error CourtNoTimeLeft(uint256 end, uint256 latest);

    /// @notice Puts the stake of a service before the Court. It is held until the case ends; when the case is upheld, `amount` is
    /// taken of it: to the harmed first, then half of the rest to the challenger and half to the Treasury.
    /// @param amount At most half of the stake. @param harmed At most `MAX_HARMED`, proven by the vault's ledgers.
    function openStake(
        uint256 serviceId,
        uint96 amount,
        Harmed[] calldata harmed,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable returns (uint256 caseId);

    /// @notice Puts what `payee` has filed in the open run on the caller's bond before the Court. The run is not settled
    /// meanwhile; when the case is upheld, `amount` of it is void.
    function openBond(
        address payee,
        uint96 amount,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable returns (uint256 caseId);

    /// @notice Puts a contested charge before the Court, early enough to be ruled on in the time that ChargeDisputes gives.
    /// There is no bond and no appeal: the bonds are there, and what is at stake is the price of one call.
    function openCharge(
        uint256 disputeId,
        Evidence calldata evidence
    ) external payable returns (uint256 caseId);

    /// @notice Puts a review before the Court; it is struck when the case is upheld.
    function openReview(
        uint256 serviceId,
        address client,
        uint64 index,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable returns (uint256 caseId);

    /// @notice Puts a report before the Court, by the sponsor of its bounty.
    function openBounty(
        uint256 bountyId,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable returns (uint256 caseId);

    /// @notice Leaves evidence in an open case. Anyone may.
    function giveEvidence(uint256 caseId, Evidence calldata evidence) external;

    /// @notice Clients whom a Stake case names, with what comes back to each, token base units.
    function harmedOf(uint256 caseId) external view returns (IStakeLocks.Award[] memory);

    function caseOf(uint256 caseId) external view returns (Case memory);

    /// @notice Number of the newest case.
    function caseCount() external view returns (uint256);
}
