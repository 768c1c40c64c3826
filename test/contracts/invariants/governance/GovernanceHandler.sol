// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IConstitution} from "../../../../contracts/interfaces/IConstitution.sol";
import {IFeeSchedule, ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IStoaGovernor} from "../../../../contracts/interfaces/IStoaGovernor.sol";
import {vm} from "../Vm.sol";
import {VoterActions} from "./VoterActions.sol";

/// @notice The moves of proposers, guardian and strangers, beside those of voters and time, in any order. An action that the
/// model allows must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract GovernanceHandler is VoterActions {
    /// @dev One call, as `propose` reads its kind: to change a tier, to change the guardian.
    uint256 private constant ONE_TIER = 4 * 8 + 1;
    uint256 private constant ONE_GUARDIAN = 5 * 8 + 2;

    /// @dev Makes each call another, so that no two wait in the Authority at once.
    uint256 private _serial;

    constructor() {
        guardian = address(0x60a7d);
        termEnd = uint64(block.timestamp + 200 days);
        chamber = deployChamber(address(this), guardian, termEnd);
        IConstitution.Tier[4] memory first = firstTiers();
        for (uint256 role; role < TIERS; ++role) tiers[role] = first[role];
        // Some are smaller than a quorum, and two of them hold less than what counts most as a voice.
        uint256[8] memory thousands = [uint256(40_000), 30_000, 20_000, 6_300, 2_000, 1_600, 60, 40];
        for (uint256 i; i < ACTORS; ++i) {
            chamber.stoa.transfer(actorOf(i), thousands[i] * 1e21);
            vm.prank(actorOf(i));
            chamber.stoa.delegate(actorOf(i));
            if (i % 3 != 2) multipliers[actorOf(i)] = 10_000;
        }
        chamber.stoa.delegate(chamber.stoa.EXCLUDED());
    }

    /// @notice IMembers, for the Governor.
    function multiplierAt(address account, uint256) external view returns (uint16) {
        return multipliers[account];
    }

    /// @param kinds A call for each of the lowest digits to base eight, one to three.
    function propose(uint256 actorSeed, uint256 kinds) external {
        address actor = actorOf(actorSeed % ACTORS);
        uint256 count = 1 + (kinds % 3);
        Motion storage motion = motions.push();
        motion.guardianAlone = true;
        for (uint256 i; i < count; ++i) {
            kinds /= 8;
            uint64 role = _addCall(motion, kinds % 8);
            motion.role = i == 0 ? role : _stricter(motion.role, role);
            if (kinds % 8 != 5) motion.guardianAlone = false;
        }
        string memory text = string(abi.encode(_serial));
        IConstitution.Tier memory tier = tiers[motion.role];
        uint256 threshold = (_electorate(block.timestamp - 1) * tier.thresholdBps) / 10_000;
        bool allowed = chamber.stoa.getPastVotes(actor, block.timestamp - 1) >= threshold;

        vm.prank(actor);
        try chamber.governor.propose(motion.targets, new uint256[](count), motion.calldatas, text) returns (
            uint256 id
        ) {
            expect(allowed, "G2: proposed below the threshold");
            (motion.id, motion.proposer, motion.tier) = (id, actor, tier);
            motion.descriptionHash = keccak256(bytes(text));
            motion.snapshot = block.timestamp + tier.votingDelay;
            motion.deadline = motion.snapshot + tier.votingPeriod;
            expect(motion.snapshot == chamber.governor.proposalSnapshot(id), "G6: another voting delay");
            done["propose"] += 1;
        } catch {
            expect(!allowed, "G2: a right proposal was refused");
            motions.pop();
        }
    }

    function queue(uint256 seed) external {
        Motion storage motion = motions[_motion(seed)];
        bool allowed = _stateOf(motion) == IGovernor.ProposalState.Succeeded;
        (address[] memory targets, bytes[] memory calldatas) = (motion.targets, motion.calldatas);
        uint256[] memory values = new uint256[](targets.length);
        try chamber.governor.queue(targets, values, calldatas, motion.descriptionHash) {
            expect(allowed, "G1: queued without having passed");
            motion.eta = block.timestamp + delayOf(motion.role);
            expect(
                chamber.governor.proposalEta(motion.id) == motion.eta,
                "G3: another delay than the tier's"
            );
            done["queue"] += 1;
        } catch {
            expect(!allowed, "G1: a passed proposal cannot be queued");
        }
    }

    function execute(uint256 seed) external {
        Motion storage motion = motions[_motion(seed)];
        bool allowed = _stateOf(motion) == IGovernor.ProposalState.Queued && block.timestamp >= motion.eta;
        (address[] memory targets, bytes[] memory calldatas) = (motion.targets, motion.calldatas);
        uint256[] memory values = new uint256[](targets.length);
        try chamber.governor.execute(targets, values, calldatas, motion.descriptionHash) {
            expect(allowed, "G3: executed outside the window");
            motion.executed = true;
            _apply(motion);
            done["execute"] += 1;
        } catch {
            expect(!allowed, "G3: cannot be executed in its window");
        }
    }

    /// @notice A tier or the guardian is changed, by everybody's votes and without delay: by chance no proposal of the strictest tier
    /// would live through its month.
    function amend(uint256 seed) external {
        // Seldom, since a month goes by.
        require(seed % 4 == 0, "not this time");
        uint256 index = motions.length;
        this.propose(0, seed % 8 == 0 ? ONE_TIER : ONE_GUARDIAN);
        require(motions.length > index, "not proposed");
        vm.warp(motions[index].snapshot + 1);
        for (uint256 i; i < ACTORS; ++i) _vote(actorOf(i), index, FOR);
        vm.warp(motions[index].deadline + 1);
        this.queue(0);
        if (motions[index].eta == 0) return;
        vm.warp(motions[index].eta);
        this.execute(0);
        done["amend"] += 1;
    }

    /// @param whoSeed The guardian every other time.
    function cancel(uint256 seed, uint256 whoSeed) external {
        Motion storage motion = motions[_motion(seed)];
        // Seldom, or nothing would ever pass.
        require(whoSeed % 4 == 0, "not this time");
        address who = whoSeed % 8 == 0 ? guardian : actorOf((whoSeed / 8) % ACTORS);
        IGovernor.ProposalState state = _stateOf(motion);
        bool live =
            state != IGovernor.ProposalState.Canceled &&
                state != IGovernor.ProposalState.Executed &&
                state != IGovernor.ProposalState.Expired;
        bool allowed =
            (who == _guardianNow() && live && !motion.guardianAlone) ||
                (who == motion.proposer && state == IGovernor.ProposalState.Pending);
        (address[] memory targets, bytes[] memory calldatas) = (motion.targets, motion.calldatas);
        uint256[] memory values = new uint256[](targets.length);

        vm.prank(who);
        try chamber.governor.cancel(targets, values, calldatas, motion.descriptionHash) {
            expect(allowed, "G8: cancelled against the rules");
            motion.canceled = true;
            done[who == guardian ? "guardianCancel" : "cancel"] += 1;
        } catch {
            expect(!allowed, "G8: a right cancellation was refused");
        }
    }

    /// @notice Somebody, or the guardian, does himself what only a vote may.
    function trespass(uint256 whoSeed, uint256 leverSeed) external {
        address who = whoSeed % 2 == 0 ? guardian : actorOf((whoSeed / 2) % ACTORS);
        uint64 role = uint64(leverSeed % TIERS);
        bytes memory move = _move(role);
        address lever = address(chamber.levers[role]);
        _try(who, lever, move);
        _try(who, address(chamber.authority), abi.encodeCall(IAccessManager.execute, (lever, move)));
        _try(who, address(chamber.authority), abi.encodeCall(IAccessManager.schedule, (lever, move, 0)));
        _try(who, address(chamber.authority), abi.encodeCall(IAccessManager.grantRole, (role, who, 0)));
        _try(who, address(chamber.constitution), abi.encodeCall(IConstitution.setTier, (role, tiers[role])));
        _try(who, address(chamber.governor), abi.encodeCall(IStoaGovernor.setCourt, (who)));
        _try(
            who,
            address(chamber.governor),
            abi.encodeWithSignature("relay(address,uint256,bytes)", lever, 0, move)
        );
        done["trespass"] += 1;
    }

    function _try(address who, address target, bytes memory data) private {
        vm.prank(who);
        (bool success, ) = target.call(data);
        expect(!success, "G10: done without a vote");
    }

    /// @dev Adds one call to the proposal and returns the tier that it must have.
    function _addCall(Motion storage motion, uint256 kind) private returns (uint64 role) {
        address target;
        bytes memory data;
        if (kind < TIERS) {
            (role, target, data) = (uint64(kind), address(chamber.levers[kind]), _move(uint64(kind)));
            motion.moves[kind] += 1;
        } else if (kind == 4 && motion.changedRole == 0) {
            motion.changedRole = uint64(1 + (_serial % 3));
            motion.changedTier = tiers[motion.changedRole];
            motion.changedTier.votingPeriod = uint32(3 days + (++_serial % 7 days));
            motion.changedTier.quorumBps = uint16(200 + (_serial % 600));
            data = abi.encodeCall(IConstitution.setTier, (motion.changedRole, motion.changedTier));
            target = address(chamber.constitution);
        } else if (kind == 5) {
            motion.guardian = address(uint160(0x60a7d00 + ++_serial));
            motion.termEnd = uint64(block.timestamp + 100 days + (_serial % 200 days));
            data = abi.encodeCall(IStoaGovernor.setProposalGuardian, (motion.guardian, motion.termEnd));
            target = address(chamber.governor);
        } else if (kind == 6) {
            (role, motion.court) = (UPGRADE, address(uint160(0xc0467 + ++_serial)));
            (target, data) = (
                address(chamber.governor),
                abi.encodeCall(IStoaGovernor.setCourt, (motion.court))
            );
        } else {
            // A function that nobody has mapped, of a contract whose other function belongs to Operations.
            data = abi.encodeCall(IFeeSchedule.feesOf, (ServiceClass.SelfHosted, 1));
            data = abi.encodePacked(data, ++_serial);
            target = address(chamber.levers[OPERATIONS]);
        }
        motion.targets.push(target);
        motion.calldatas.push(data);
    }

    function _apply(Motion storage motion) private {
        for (uint256 role; role < TIERS; ++role) moved[role] += motion.moves[role];
        if (motion.changedRole != 0) {
            tiers[motion.changedRole] = motion.changedTier;
            done["changeTier"] += 1;
        }
        if (motion.guardian != address(0)) {
            (guardian, termEnd) = (motion.guardian, motion.termEnd);
            done["changeGuardian"] += 1;
        }
        if (motion.court != address(0)) court = motion.court;
    }

    function _move(uint64 role) private returns (bytes memory) {
        uint16 serial = uint16(++_serial % 3_000);
        uint16 share = uint16(1_000 + (_serial / 3_000) * 10 + role);
        return abi.encodeCall(IFeeSchedule.publishFees, (ServiceClass.SelfHosted, serial, share, 0, 0));
    }

    function _stricter(uint64 one, uint64 other) private pure returns (uint64) {
        if (one == CONSTITUTION || other == CONSTITUTION) return CONSTITUTION;
        return one > other ? one : other;
    }
}
