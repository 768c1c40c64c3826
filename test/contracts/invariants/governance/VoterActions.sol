// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {vm} from "../Vm.sol";
import {GovernanceModel} from "./GovernanceModel.sol";

/// @notice The moves of holders, members and time.
abstract contract VoterActions is GovernanceModel {
    function vote(uint256 actorSeed, uint256 motionSeed, uint8 supportSeed) external {
        address actor = actorOf(actorSeed % ACTORS);
        if (_vote(actor, _motion(motionSeed), supportSeed % 4)) done["vote"] += 1;
    }

    /// @notice Several vote at once, mostly For: three bits each, of which one choice is to stay at home.
    function rally(uint256 motionSeed, uint256 choices) external {
        uint256 index = _motion(motionSeed);
        for (uint256 i; i < ACTORS; ++i) {
            uint256 choice = (choices >> (3 * i)) % 8;
            if (choice == 0) continue;
            uint8 support = FOR;
            if (choice < 3) support = choice == 1 ? AGAINST : ABSTAIN;
            if (_vote(actorOf(i), index, support)) done["rally"] += 1;
        }
    }

    /// @notice Only holders of less than a quorum come, of one mind or not: where the rule for few votes decides.
    function gather(uint256 motionSeed, uint256 choices) external {
        uint256 index = _motion(motionSeed);
        for (uint256 i = 3 + ((choices >> 128) % 3); i < ACTORS; ++i) {
            uint256 choice = (choices >> (2 * i)) % 4;
            if (choice == 0) continue;
            if (_vote(actorOf(i), index, choice == 1 ? AGAINST : FOR)) done["gather"] += 1;
        }
    }

    function delegate(uint256 actorSeed, uint256 toSeed) external {
        address actor = actorOf(actorSeed % ACTORS);
        uint256 to = toSeed % (ACTORS + 2);
        address excluded = chamber.stoa.EXCLUDED();
        vm.prank(actor);
        chamber.stoa.delegate(
            to < ACTORS
                ? actorOf(to)
                : to == ACTORS
                    ? excluded
                    : actor
        );
        done["delegate"] += 1;
    }

    function transfer(uint256 fromSeed, uint256 toSeed, uint256 amountSeed) external {
        (address from, address to) = (actorOf(fromSeed % ACTORS), actorOf(toSeed % ACTORS));
        uint256 most = chamber.stoa.balanceOf(from) / 4;
        // Mostly little, so that small holders stay small.
        if (amountSeed % 8 != 0 && most > 30_000e18) most = 30_000e18;
        uint256 amount = (amountSeed / 8) % (most + 1);
        vm.prank(from);
        chamber.stoa.transfer(to, amount);
        done["transfer"] += 1;
    }

    function setMultiplier(uint256 actorSeed, uint256 levelSeed) external {
        multipliers[actorOf(actorSeed % ACTORS)] = uint16(5_000 * (levelSeed % 5));
        done["setMultiplier"] += 1;
    }

    function passTime(uint256 secondsSeed) external {
        vm.warp(block.timestamp + 1 + (secondsSeed % 2 days));
        done["passTime"] += 1;
    }

    /// @notice Goes to an edge of a proposal's life, or a second beside it.
    function passTimeTo(uint256 motionSeed, uint256 edgeSeed, uint256 offsetSeed) external {
        Motion storage motion = motions[_motion(motionSeed)];
        uint256 edge = motion.snapshot;
        if (edgeSeed % 4 == 1) edge = motion.deadline - (offsetSeed % 4 days) / 2;
        if (edgeSeed % 4 == 2) edge = motion.deadline;
        if (edgeSeed % 4 == 3) edge = motion.eta == 0 ? motion.deadline + 14 days : motion.eta;
        if (edgeSeed % 32 == 31 && motion.eta != 0) edge = motion.eta + 7 days;
        edge = edge + (offsetSeed % 3) - 1;
        if (edge <= block.timestamp) return;
        vm.warp(edge);
        done["passTimeTo"] += 1;
    }

    function _vote(address actor, uint256 index, uint8 support) internal returns (bool cast) {
        Motion storage motion = motions[index];
        bool open = _stateOf(motion) == IGovernor.ProposalState.Active && support <= ABSTAIN;
        uint256 power = open ? chamber.stoa.getPastVotes(actor, motion.snapshot) : 0;
        uint256 voice = open ? _voiceOf(actor, motion.snapshot) : 0;
        bool allowed = open && !voted[index][actor] && (power != 0 || voice != 0);
        bool passed = open && _passes(motion);

        vm.prank(actor);
        try chamber.governor.castVote(motion.id, support) returns (uint256 weight) {
            expect(allowed, "G4: a ballot against the rules");
            expect(weight == power, "G4: other power than at the snapshot");
            expect(voice <= 2 * 316_227_766_016, "G5: louder than the cap");
            cast = true;
        } catch {
            expect(!allowed, "G4: a right ballot was refused");
        }
        if (!cast) return false;
        voted[index][actor] = true;
        motion.power[support] += power;
        motion.voice[support] += voice;
        if (voice != 0) motion.voters += 1;
        bool late = motion.deadline - block.timestamp < 2 days && !motion.extended;
        if (late && _passes(motion) != passed) {
            (motion.deadline, motion.extended) = (block.timestamp + 2 days, true);
            done["extend"] += 1;
        }
    }

    /// @dev One of the four newest.
    function _motion(uint256 seed) internal view returns (uint256 index) {
        uint256 count = motions.length;
        require(count != 0, "no proposal yet");
        return count - 1 - (seed % (count < 4 ? count : 4));
    }
}
