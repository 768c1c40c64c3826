// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGatewayRegistry} from "./IGatewayRegistry.sol";

/// @title AuditBounties
/// @notice A sponsor sets a reward aside for a report on one version of a service. An auditor hands one in beside a bond;
/// the sponsor accepts it, or keeps silent, which is the same, or puts it before the Court.
/// @dev The Court opens a dispute in the sponsor's name (`dispute`) and rules (`rule`). What is paid waits to be collected:
/// nobody whom the token blocks stops another.
interface IAuditBounties {
    /// @param Open Waits for a report. @param Submitted Waits for the sponsor. @param Disputed Waits for the Court.
    /// @param Accepted The auditor is paid. @param Refunded The sponsor has the reward back.
    enum State {
        None,
        Open,
        Submitted,
        Disputed,
        Accepted,
        Refunded
    }

    /// @param reward Token base units. @param bond What a report is handed in with, token base units.
    /// @param named The only auditor who may hand in; zero for whoever comes first.
    /// @param submitBy Unix seconds, inclusive.
    struct Terms {
        uint256 serviceId;
        uint32 version;
        uint96 reward;
        uint96 bond;
        address named;
        uint40 submitBy;
    }

    /// @param auditor Of the report that waits or was accepted; zero when there is none.
    /// @param deadline Unix seconds, inclusive: of the sponsor's review, then of the ruling.
    /// @param attestationId That was left on it; zero when there is none.
    /// @param hash Of the report at `uri`.
    struct Bounty {
        address sponsor;
        uint96 reward;
        address auditor;
        uint96 bond;
        address named;
        uint40 submitBy;
        uint40 deadline;
        State state;
        uint256 serviceId;
        uint32 version;
        uint64 attestationId;
        bytes32 hash;
        string uri;
    }

    event BountyOpened(
        uint256 indexed bountyId,
        address indexed sponsor,
        uint256 indexed serviceId,
        Terms terms
    );
    /// @param reviewBy Unix seconds, inclusive.
    event ReportSubmitted(
        uint256 indexed bountyId,
        address indexed auditor,
        bytes32 hash,
        string uri,
        uint96 bond,
        uint40 reviewBy
    );
    /// @param ruleBy Unix seconds, inclusive.
    event ReportDisputed(
        uint256 indexed bountyId,
        address indexed sponsor,
        address indexed auditor,
        uint40 ruleBy
    );
    /// @param by The sponsor, the Court, or whoever ended the silence.
    /// @param amount Reward and bond, the auditor's to collect.
    /// @param attestationId That was left; zero when ServiceRecords refused it.
    event ReportAccepted(
        uint256 indexed bountyId,
        address indexed auditor,
        address indexed by,
        uint96 amount,
        uint256 attestationId
    );
    /// @notice The Court found against the report: the bounty is open again, its bond the sponsor's.
    event ReportRejected(
        uint256 indexed bountyId,
        address indexed auditor,
        address indexed sponsor,
        uint96 bond
    );
    /// @param reward The sponsor's to collect. @param auditor Has his bond back; zero when there was no report.
    event BountyRefunded(
        uint256 indexed bountyId,
        address indexed sponsor,
        address indexed auditor,
        uint96 reward,
        uint96 bond
    );
    /// @notice The attestation was left, at the acceptance or later.
    event ReportAttested(uint256 indexed bountyId, uint256 attestationId);
    event Collected(address indexed account, address indexed to, uint96 amount);

    error AuditBountiesRewardOutOfBounds(uint96 reward, uint256 minimum, uint256 maximum);
    error AuditBountiesBondOutOfBounds(uint96 bond, uint256 minimum, uint256 maximum);
    error AuditBountiesDeadlineOutOfBounds(uint40 submitBy, uint256 earliest, uint256 latest);
    error AuditBountiesUnknownVersion(uint256 serviceId, uint32 version, uint32 latest);
    error AuditBountiesState(uint256 bountyId, State state);
    error AuditBountiesNotSponsor(address sponsor, address caller);
    error AuditBountiesNotNamed(address named, address caller);
    error AuditBountiesSelfAudit(uint256 serviceId, address auditor);
    error AuditBountiesSponsorsReport(address sponsor);
    error AuditBountiesAttested(uint256 bountyId, uint64 attestationId);
    error AuditBountiesZeroHash();
    error AuditBountiesUriLength(uint256 length, uint256 maximum);
    error AuditBountiesTooEarly(uint256 time, uint256 earliest);
    error AuditBountiesTooLate(uint256 time, uint256 latest);
    error AuditBountiesNothingOwed(address account);
    error AuditBountiesZeroAddress();

    /// @notice Sets a reward aside, by permit or allowance, for a report on a published version. Anyone may.
    function open(
        Terms calldata terms,
        IGatewayRegistry.Permit calldata permit
    ) external returns (uint256 bountyId);

    /// @notice Takes a bounty back that has no report. Sponsor, or anyone once its time is over.
    function cancel(uint256 bountyId) external;

    /// @notice Hands a report in and puts up its bond. The named auditor, or whoever comes first; not the sponsor, and nobody
    /// who owns, controls or is paid for the service.
    /// @dev The report names its auditor: whoever sees one on its way can hand it in as his own.
    /// @param hash keccak256 of the report. @param uri Where it can be read.
    function submit(
        uint256 bountyId,
        bytes32 hash,
        string calldata uri,
        IGatewayRegistry.Permit calldata permit
    ) external;

    /// @notice Pays the auditor and leaves an attestation of kind Report. Sponsor, or anyone once `REVIEW_WINDOW` is over.
    function accept(uint256 bountyId) external;

    /// @notice Holds a report until a ruling, within `REVIEW_WINDOW`. Role ARBITER: the Court, which its sponsor has asked.
    /// @param by Who asked: the sponsor, or it is refused.
    /// @return auditor Whose report it is. @return reward What is at stake beside the bond, token base units.
    function dispute(uint256 bountyId, address by) external returns (address auditor, uint96 reward);

    /// @notice Rules on a held report. Accepted, it is as if the sponsor had accepted it. Rejected, its bond is the sponsor's
    /// and the bounty is open again. Role ARBITER.
    function rule(uint256 bountyId, bool reportAccepted) external;

    /// @notice Ends a dispute that nobody ruled on within `RULE_WINDOW`: reward and bond go back. Anyone may.
    function conclude(uint256 bountyId) external;

    /// @notice Leaves the attestation of an accepted report that ServiceRecords refused at its acceptance. Anyone may.
    function attest(uint256 bountyId) external;

    /// @notice Pays out what is the caller's.
    function collect(address to) external returns (uint96 amount);

    function bountyOf(uint256 bountyId) external view returns (Bounty memory);

    /// @notice Token base units that an account may collect.
    function owedTo(address account) external view returns (uint96);

    /// @notice Number of the newest bounty.
    function bountyCount() external view returns (uint256);
}
