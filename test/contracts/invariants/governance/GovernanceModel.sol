// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IConstitution} from "../../../../contracts/interfaces/IConstitution.sol";
import {IStoaGovernor} from "../../../../contracts/interfaces/IStoaGovernor.sol";
import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {Chamber, ChamberFixture} from "./Chamber.sol";

/// @notice What is to be true of proposals, by INVARIANTS.governance.md, computed beside the Governor.
abstract contract GovernanceModel is ChamberFixture {
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;
    uint256 internal constant ACTORS = 8;

    struct Motion {
        uint256 id;
        address[] targets;
        bytes[] calldatas;
        bytes32 descriptionHash;
        address proposer;
        uint64 role;
        IConstitution.Tier tier;
        uint256 snapshot;
        uint256 deadline;
        uint256 eta;
        bool extended;
        bool canceled;
        bool executed;
        /// Nothing but changes of the guardian.
        bool guardianAlone;
        uint256[3] power;
        uint256[3] voice;
        uint256 voters;
        /// How often each lever is moved, by role.
        uint256[4] moves;
        address court;
        address guardian;
        uint64 termEnd;
        uint64 changedRole;
        IConstitution.Tier changedTier;
    }

    Chamber internal chamber;
    Motion[] internal motions;
    mapping(uint256 motion => mapping(address actor => bool)) internal voted;
    IConstitution.Tier[4] internal tiers;
    uint256[4] internal moved;
    address internal court;
    address internal guardian;
    uint64 internal termEnd;
    mapping(address actor => uint16 bps) internal multipliers;

    /// @notice The first broken rule, if any.
    string public broken;
    /// @notice How often an action changed something, so that a test can show that none is idle.
    mapping(string action => uint256 times) public done;

    function check() external view {
        require(bytes(broken).length == 0, broken);
        uint256 oldest = motions.length < 6 ? 0 : motions.length - 6;
        for (uint256 i = oldest; i < motions.length; ++i) _checkMotion(motions[i]);
        _checkRoles();
        for (uint64 role; role < TIERS; ++role) {
            uint256 version = chamber.levers[role].latestVersion(ServiceClass.SelfHosted);
            require(version == 1 + moved[role], "G10: moved without a proposal");
            require(
                keccak256(abi.encode(chamber.constitution.tierOf(role))) ==
                    keccak256(abi.encode(tiers[role])),
                "G6: a tier changed without a vote"
            );
        }
        require(chamber.governor.court() == court, "G10: a Court without a vote");
        require(chamber.governor.proposalGuardian() == _guardianNow(), "G8: not the guardian of its term");
    }

    function actorOf(uint256 index) public pure returns (address) {
        return address(uint160(0xac700 + index));
    }

    function _checkMotion(Motion storage motion) private view {
        uint256 id = motion.id;
        IGovernor.ProposalState state = chamber.governor.state(id);
        require(state == _stateOf(motion), "G3: another state");
        require(
            block.timestamp <= motion.snapshot || chamber.governor.wouldPass(id) == _passes(motion),
            "G1: the ballots decide otherwise"
        );
        require(chamber.governor.tierOf(id) == motion.role, "G2: another tier");
        require(chamber.governor.proposalDeadline(id) == motion.deadline, "G7: another deadline");
        _checkRules(motion);
        _checkCounts(motion);
        bool passed =
            state == IGovernor.ProposalState.Succeeded ||
                state == IGovernor.ProposalState.Queued ||
                state == IGovernor.ProposalState.Executed;
        require(!passed || motion.power[FOR] > motion.power[AGAINST], "G1: voice passed what power rejects");
    }

    function _checkRules(Motion storage motion) private view {
        IStoaGovernor.Rules memory rules = chamber.governor.rulesOf(motion.id);
        IConstitution.Tier storage tier = motion.tier;
        require(
            rules.quorumBps == tier.quorumBps &&
                rules.approvalBps == tier.approvalBps &&
                rules.minVoices == tier.minVoices &&
                rules.overridable == tier.overridable,
            "G6: the rules of a running proposal changed"
        );
    }

    function _checkCounts(Motion storage motion) private view {
        (uint256 against, uint256 inFavour, uint256 abstain) = chamber.governor.proposalVotes(motion.id);
        require(
            against == motion.power[AGAINST] &&
                inFavour == motion.power[FOR] &&
                abstain == motion.power[ABSTAIN],
            "G4: other power than the ballots'"
        );
        uint256 voters;
        (against, inFavour, abstain, voters) = chamber.governor.proposalVoices(motion.id);
        require(
            against == motion.voice[AGAINST] &&
                inFavour == motion.voice[FOR] &&
                abstain == motion.voice[ABSTAIN] &&
                voters == motion.voters,
            "G4: other voice than the ballots'"
        );
    }

    function _checkRoles() private view {
        for (uint64 role; role < TIERS; ++role) {
            (bool has, uint32 delay) = chamber.authority.hasRole(role, address(chamber.governor));
            require(has && delay == delayOf(role), "G9: the Governor lost a role");
            for (uint256 i; i < ACTORS; ++i) {
                (has, ) = chamber.authority.hasRole(role, actorOf(i));
                require(!has, "G9: somebody else has a role");
            }
            (has, ) = chamber.authority.hasRole(role, address(this));
            require(!has, "G9: the deployer has a role");
        }
    }

    /// @dev Two thirds and the like are written here otherwise than in the Governor.
    function _passes(Motion storage motion) internal view returns (bool) {
        if (block.timestamp <= motion.snapshot) return false;
        uint256 quorum = (_electorate(motion.snapshot) * motion.tier.quorumBps) / 10_000;
        (uint256 inFavour, uint256 against) = (motion.power[FOR], motion.power[AGAINST]);
        uint256 cast = inFavour + against;
        if (inFavour + motion.power[ABSTAIN] < quorum || inFavour <= against) return false;
        if ((inFavour * 10_000) / cast < motion.tier.approvalBps) return false;
        if (motion.voice[FOR] > motion.voice[AGAINST]) return true;
        bool strong = inFavour / 2 >= quorum;
        bool few = motion.voters < motion.tier.minVoices;
        if (motion.role == CONSTITUTION) return few && strong && inFavour >= 4 * against;
        return inFavour >= 2 * against && (few || (motion.tier.overridable && strong));
    }

    function _stateOf(Motion storage motion) internal view returns (IGovernor.ProposalState) {
        if (motion.executed) return IGovernor.ProposalState.Executed;
        if (motion.canceled) return IGovernor.ProposalState.Canceled;
        if (block.timestamp <= motion.snapshot) return IGovernor.ProposalState.Pending;
        if (block.timestamp <= motion.deadline) return IGovernor.ProposalState.Active;
        if (!_passes(motion)) return IGovernor.ProposalState.Defeated;
        if (motion.eta == 0) {
            return
                block.timestamp < motion.deadline + 14 days
                    ? IGovernor.ProposalState.Succeeded
                    : IGovernor.ProposalState.Expired;
        }
        return
            block.timestamp < motion.eta + 7 days
                ? IGovernor.ProposalState.Queued
                : IGovernor.ProposalState.Expired;
    }

    /// @dev Votes that can be cast.
    function _electorate(uint256 timepoint) internal view returns (uint256) {
        return chamber.stoa.SUPPLY() - chamber.stoa.getPastVotes(chamber.stoa.EXCLUDED(), timepoint);
    }

    function _voiceOf(address actor, uint256 snapshot) internal view returns (uint256) {
        uint256 balance = chamber.stoa.getPastBalanceOf(actor, snapshot);
        uint256 earlier = chamber.stoa.getPastBalanceOf(actor, snapshot - 7 days);
        uint256 counted = Math.min(Math.min(balance, earlier), 100_000e18);
        return (Math.sqrt(counted) * multipliers[actor]) / 10_000;
    }

    function _guardianNow() internal view returns (address) {
        return block.timestamp < termEnd ? guardian : address(0);
    }

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }
}
