// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAuditBounties} from "../interfaces/IAuditBounties.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRecords} from "../interfaces/IServiceRecords.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {PermitTransfer} from "../market/PermitTransfer.sol";
import {ServiceRecords} from "../market/ServiceRecords.sol";

/// @title AuditBounties
/// @dev Holds rewards and bonds and nothing else. It has the role AUDITOR and leaves attestations of one kind with it, which
/// never counts for Verified: a sponsor can pay his own friend.
contract AuditBounties is IAuditBounties, AccessManaged {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice Bounds of a reward, token base units.
    uint96 public constant LEAST_REWARD = 10e6;
    uint96 public constant MOST_REWARD = 1_000_000e6;
    /// @notice Least bond of a report, token base units; the most is its reward.
    uint96 public constant LEAST_BOND = 1e6;
    /// @notice Bounds of the time for a report, seconds.
    uint40 public constant SHORTEST_CALL = 1 days;
    uint40 public constant LONGEST_CALL = 366 days;
    /// @notice Seconds that a sponsor has to accept or to dispute.
    uint40 public constant REVIEW_WINDOW = 7 days;
    /// @notice Seconds in which the Court rules, its appeal included.
    uint40 public constant RULE_WINDOW = 45 days;
    /// @notice Bytes of a report's URI.
    uint256 public constant MAX_URI = 256;

    /// @notice The vault's token, in which rewards and bonds are.
    IERC20 public immutable TOKEN;
    IServiceRegistry public immutable SERVICES;
    ServiceRecords public immutable RECORDS;

    // Slot 0 is AccessManaged's: address authority, bool consumingSchedule.
    /// @dev Slot 1.
    /// @inheritdoc IAuditBounties
    uint256 public bountyCount;

    /// @dev Slot 2. Seven slots each, and what the URI takes. 0: sponsor, reward. 1: auditor, bond. 2: named, uint40 submitBy,
    /// uint40 deadline, state. 3: serviceId. 4: uint32 version, uint64 attestationId. 5 and 6: hash, uri.
    mapping(uint256 bountyId => Bounty) private _bounties;

    /// @dev Slot 3.
    /// @inheritdoc IAuditBounties
    mapping(address account => uint96) public owedTo;

    constructor(IERC20 token, ServiceRecords records, address authority_) AccessManaged(authority_) {
        TOKEN = token;
        RECORDS = records;
        SERVICES = records.SERVICES();
    }

    /// @inheritdoc IAuditBounties
    function open(
        Terms calldata terms,
        IGatewayRegistry.Permit calldata permit
    ) external returns (uint256 bountyId) {
        _checkTerms(terms);

        bountyId = ++bountyCount;
        Bounty storage bounty = _bounties[bountyId];
        (bounty.sponsor, bounty.reward) = (msg.sender, terms.reward);
        bounty.bond = terms.bond;
        (bounty.named, bounty.submitBy, bounty.state) = (terms.named, terms.submitBy, State.Open);
        (bounty.serviceId, bounty.version) = (terms.serviceId, terms.version);

        emit BountyOpened(bountyId, msg.sender, terms.serviceId, terms);
        TOKEN.take(terms.reward, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IAuditBounties
    function cancel(uint256 bountyId) external {
        Bounty storage bounty = _inState(bountyId, State.Open);
        (address sponsor, uint96 reward) = (bounty.sponsor, bounty.reward);
        require(
            msg.sender == sponsor || block.timestamp > bounty.submitBy,
            AuditBountiesNotSponsor(sponsor, msg.sender)
        );

        bounty.state = State.Refunded;
        owedTo[sponsor] += reward;

        emit BountyRefunded(bountyId, sponsor, address(0), reward, 0);
    }

    /// @inheritdoc IAuditBounties
    function submit(
        uint256 bountyId,
        bytes32 hash,
        string calldata uri,
        IGatewayRegistry.Permit calldata permit
    ) external {
        Bounty storage bounty = _inState(bountyId, State.Open);
        (address named, uint40 submitBy, uint96 bond) = (bounty.named, bounty.submitBy, bounty.bond);
        uint256 length = bytes(uri).length;
        require(block.timestamp <= submitBy, AuditBountiesTooLate(block.timestamp, submitBy));
        require(named == address(0) || msg.sender == named, AuditBountiesNotNamed(named, msg.sender));
        _checkIndependent(bounty, msg.sender);
        require(hash != 0, AuditBountiesZeroHash());
        require(length != 0 && length <= MAX_URI, AuditBountiesUriLength(length, MAX_URI));

        uint40 reviewBy = uint40(block.timestamp) + REVIEW_WINDOW;
        bounty.auditor = msg.sender;
        (bounty.deadline, bounty.state) = (reviewBy, State.Submitted);
        (bounty.hash, bounty.uri) = (hash, uri);

        emit ReportSubmitted(bountyId, msg.sender, hash, uri, bond, reviewBy);
        TOKEN.take(bond, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IAuditBounties
    function accept(uint256 bountyId) external {
        Bounty storage bounty = _inState(bountyId, State.Submitted);
        require(
            msg.sender == bounty.sponsor || block.timestamp > bounty.deadline,
            AuditBountiesNotSponsor(bounty.sponsor, msg.sender)
        );
        _accept(bountyId, bounty);
    }

    /// @inheritdoc IAuditBounties
    function dispute(
        uint256 bountyId,
        address by
    ) external restricted returns (address auditor, uint96 reward) {
        Bounty storage bounty = _inState(bountyId, State.Submitted);
        (address sponsor, uint40 reviewBy) = (bounty.sponsor, bounty.deadline);
        (auditor, reward) = (bounty.auditor, bounty.reward);
        require(by == sponsor, AuditBountiesNotSponsor(sponsor, by));
        require(block.timestamp <= reviewBy, AuditBountiesTooLate(block.timestamp, reviewBy));

        uint40 ruleBy = uint40(block.timestamp) + RULE_WINDOW;
        (bounty.deadline, bounty.state) = (ruleBy, State.Disputed);

        emit ReportDisputed(bountyId, sponsor, auditor, ruleBy);
    }

    /// @inheritdoc IAuditBounties
    function rule(uint256 bountyId, bool reportAccepted) external restricted {
        Bounty storage bounty = _inState(bountyId, State.Disputed);
        if (reportAccepted) _accept(bountyId, bounty);
        else _reject(bountyId, bounty);
    }

    /// @inheritdoc IAuditBounties
    function conclude(uint256 bountyId) external {
        Bounty storage bounty = _inState(bountyId, State.Disputed);
        uint256 earliest = uint256(bounty.deadline) + 1;
        require(block.timestamp >= earliest, AuditBountiesTooEarly(block.timestamp, earliest));
        (address sponsor, uint96 reward) = (bounty.sponsor, bounty.reward);
        (address auditor, uint96 bond) = (bounty.auditor, bounty.bond);

        bounty.state = State.Refunded;
        owedTo[sponsor] += reward;
        owedTo[auditor] += bond;

        emit BountyRefunded(bountyId, sponsor, auditor, reward, bond);
    }

    /// @inheritdoc IAuditBounties
    function attest(uint256 bountyId) external {
        Bounty storage bounty = _inState(bountyId, State.Accepted);
        require(bounty.attestationId == 0, AuditBountiesAttested(bountyId, bounty.attestationId));

        uint256 attestationId = RECORDS.attest(
            bounty.serviceId,
            bounty.version,
            IServiceRecords.AttestationKind.Report,
            bounty.uri,
            bounty.hash,
            uint64(block.timestamp) + RECORDS.MAX_VALIDITY()
        );
        bounty.attestationId = uint64(attestationId);

        emit ReportAttested(bountyId, attestationId);
    }

    /// @inheritdoc IAuditBounties
    function collect(address to) external returns (uint96 amount) {
        amount = owedTo[msg.sender];
        require(to != address(0), AuditBountiesZeroAddress());
        require(amount != 0, AuditBountiesNothingOwed(msg.sender));

        owedTo[msg.sender] = 0;

        emit Collected(msg.sender, to, amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IAuditBounties
    function bountyOf(uint256 bountyId) external view returns (Bounty memory) {
        return _bounties[bountyId];
    }

    /// @dev Whether the attestation can be left or not, the auditor is paid: governance can take the role away, and who sends
    /// the call can send too little gas. `attest` leaves it later.
    function _accept(uint256 bountyId, Bounty storage bounty) private {
        (address auditor, uint96 amount) = (bounty.auditor, bounty.reward + bounty.bond);

        bounty.state = State.Accepted;
        owedTo[auditor] += amount;

        try this.attest(bountyId) {} catch {}
        emit ReportAccepted(bountyId, auditor, msg.sender, amount, bounty.attestationId);
    }

    function _reject(uint256 bountyId, Bounty storage bounty) private {
        (address sponsor, address auditor, uint96 bond) = (bounty.sponsor, bounty.auditor, bounty.bond);

        (bounty.state, bounty.auditor) = (State.Open, address(0));
        (bounty.hash, bounty.uri) = (0, "");
        owedTo[sponsor] += bond;

        emit ReportRejected(bountyId, auditor, sponsor, bond);
    }

    function _inState(uint256 bountyId, State state) private view returns (Bounty storage bounty) {
        bounty = _bounties[bountyId];
        require(bounty.state == state, AuditBountiesState(bountyId, bounty.state));
    }

    function _checkTerms(Terms calldata terms) private view {
        uint32 latest = SERVICES.versionCount(terms.serviceId);
        (uint256 soonest, uint256 last) = (block.timestamp + SHORTEST_CALL, block.timestamp + LONGEST_CALL);
        require(
            terms.version != 0 && terms.version <= latest,
            AuditBountiesUnknownVersion(terms.serviceId, terms.version, latest)
        );
        require(
            terms.reward >= LEAST_REWARD && terms.reward <= MOST_REWARD,
            AuditBountiesRewardOutOfBounds(terms.reward, LEAST_REWARD, MOST_REWARD)
        );
        require(
            terms.bond >= LEAST_BOND && terms.bond <= terms.reward,
            AuditBountiesBondOutOfBounds(terms.bond, LEAST_BOND, terms.reward)
        );
        require(
            terms.submitBy >= soonest && terms.submitBy <= last,
            AuditBountiesDeadlineOutOfBounds(terms.submitBy, soonest, last)
        );
    }

    /// @dev The plain cases. Who uses another account leaves a report that counts for nothing by itself.
    function _checkIndependent(Bounty storage bounty, address auditor) private view {
        (uint256 serviceId, address sponsor) = (bounty.serviceId, bounty.sponsor);
        (, address payee) = SERVICES.publisherOf(serviceId);
        require(auditor != sponsor, AuditBountiesSponsorsReport(sponsor));
        require(
            auditor != payee && !SERVICES.isAuthorizedOrOwner(auditor, serviceId),
            AuditBountiesSelfAudit(serviceId, auditor)
        );
    }
}
