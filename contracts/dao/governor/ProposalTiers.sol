// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IConstitution} from "../../interfaces/IConstitution.sol";
import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {Tiers} from "../libraries/Tiers.sol";
import {Appeals} from "./Appeals.sol";

/// @title ProposalTiers
/// @notice The calls decide the tier, and the tier decides how a proposal is voted. Nobody picks either.
abstract contract ProposalTiers is Appeals {
    /// @notice Seconds that every proposal waits for its execution, whatever the Authority asks.
    uint32 public constant MIN_EXECUTION_DELAY = 1 days;

    IConstitution public immutable CONSTITUTION;

    /// @dev One slot each.
    mapping(uint256 proposalId => Rules) internal _rules;

    /// @dev The tier's numbers while `propose` runs, in one slot: OpenZeppelin asks for them without naming a proposal. The
    /// period is zero at all other times.
    uint128 private transient _draftThreshold;
    uint32 private transient _draftVotingDelay;
    uint32 private transient _draftVotingPeriod;
    uint32 private transient _draftExecutionDelay;

    constructor(IConstitution constitution) {
        CONSTITUTION = constitution;
    }

    /// @notice Proposes calls without value to contracts that are there.
    function propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) public override returns (uint256 proposalId) {
        uint64 role = _requiredTier(targets, calldatas, values.length);
        _checkCalls(targets, values);
        IConstitution.Tier memory tier = CONSTITUTION.tierOf(role);
        uint16 thresholdBps = _isAppeal(targets, calldatas) ? 0 : tier.thresholdBps;

        _draftThreshold = uint128(_shareOfVotesNow(thresholdBps));
        _draftVotingDelay = tier.votingDelay;
        _draftVotingPeriod = tier.votingPeriod;
        _draftExecutionDelay = _executionDelayOf(role);
        proposalId = super.propose(targets, values, calldatas, description);
        _draftVotingPeriod = 0;

        _rules[proposalId] = Rules({
            role: role,
            quorumBps: tier.quorumBps,
            approvalBps: tier.approvalBps,
            minVoices: tier.minVoices,
            overridable: tier.overridable,
            quorum: 0,
            extendedUntil: 0
        });

        emit ProposalTier(proposalId, role);
    }

    /// @inheritdoc IStoaGovernor
    function requiredTier(
        address[] memory targets,
        bytes[] memory calldatas
    ) external view returns (uint64 role) {
        return _requiredTier(targets, calldatas, targets.length);
    }

    /// @inheritdoc IStoaGovernor
    function tierOf(uint256 proposalId) external view returns (uint64 role) {
        return rulesOf(proposalId).role;
    }

    /// @inheritdoc IStoaGovernor
    function rulesOf(uint256 proposalId) public view returns (Rules memory) {
        require(proposalSnapshot(proposalId) != 0, GovernorNonexistentProposal(proposalId));
        return _rules[proposalId];
    }

    /// @inheritdoc IStoaGovernor
    function proposalQuorum(uint256 proposalId) public view returns (uint256) {
        Rules memory rules = rulesOf(proposalId);
        if (rules.quorum != 0) return rules.quorum;
        return _shareOfVotes(rules.quorumBps, proposalSnapshot(proposalId));
    }

    function votingDelay() public view override returns (uint256) {
        return _isDrafting() ? _draftVotingDelay : _strictest().votingDelay;
    }

    function votingPeriod() public view override returns (uint256) {
        return _isDrafting() ? _draftVotingPeriod : _strictest().votingPeriod;
    }

    function proposalThreshold() public view override returns (uint256) {
        return _isDrafting() ? _draftThreshold : _shareOfVotesNow(_strictest().thresholdBps);
    }

    function quorum(uint256 timepoint) public view override returns (uint256) {
        return _shareOfVotes(_strictest().quorumBps, timepoint);
    }

    /// @dev Makes the whole proposal wait as long as its tier, also for calls that the Authority would let pass at once.
    function baseDelaySeconds() public view override returns (uint32) {
        return _isDrafting() ? _draftExecutionDelay : _executionDelayOf(Tiers.CONSTITUTION);
    }

    function _requiredTier(
        address[] memory targets,
        bytes[] memory calldatas,
        uint256 values
    ) private view returns (uint64 role) {
        uint256 length = targets.length;
        require(
            length != 0 && length == calldatas.length && length == values,
            GovernorInvalidProposalLength(length, calldatas.length, values)
        );
        role = Tiers.OPERATIONS;
        for (uint256 i; i < length; ++i) {
            uint64 found = _tierOfCall(targets[i], calldatas[i]);
            if (Tiers.rankOf(found) > Tiers.rankOf(role)) role = found;
        }
    }

    /// @dev The Authority checks its own functions by other rules than the roles that they are mapped to.
    function _tierOfCall(address target, bytes memory data) private view returns (uint64 role) {
        if (data.length < 4 || target == address(accessManager())) return Tiers.CONSTITUTION;
        role = accessManager().getTargetFunctionRole(target, bytes4(data));
        if (!Tiers.isTier(role)) return Tiers.CONSTITUTION;
    }

    function _checkCalls(address[] memory targets, uint256[] memory values) private view {
        for (uint256 i; i < targets.length; ++i) {
            require(targets[i].code.length != 0, StoaGovernorNoCode(targets[i]));
            require(values[i] == 0, StoaGovernorValue(i, values[i]));
        }
    }

    function _executionDelayOf(uint64 role) private view returns (uint32) {
        (, uint32 delay) = accessManager().hasRole(role, address(this));
        return delay < MIN_EXECUTION_DELAY ? MIN_EXECUTION_DELAY : delay;
    }

    function _strictest() private view returns (IConstitution.Tier memory) {
        return CONSTITUTION.tierOf(Tiers.CONSTITUTION);
    }

    function _isDrafting() private view returns (bool) {
        return _draftVotingPeriod != 0;
    }
}
