// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IArbitrable} from "../../../../contracts/interfaces/IArbitrable.sol";
import {ICases} from "../../../../contracts/interfaces/ICases.sol";
import {ICouncilArbitrator} from "../../../../contracts/interfaces/ICouncilArbitrator.sol";
import {ICourt} from "../../../../contracts/interfaces/ICourt.sol";
import {ICourtParameters} from "../../../../contracts/interfaces/ICourtParameters.sol";
import {IServiceRegistry} from "../../../../contracts/interfaces/IServiceRegistry.sol";
import {IStakeLocks} from "../../../../contracts/interfaces/IStakeLocks.sol";
import {vm} from "../Vm.sol";
import {CasesModel, CourtParts} from "./CasesModel.sol";
import {OpeningActions} from "./OpeningActions.sol";

/// @notice The steps of cases by all who have a part in them, in any order. An action that the model allows must succeed and one
/// that it forbids must fail; either way round it is written to `broken`.
contract CasesHandler is OpeningActions {
    address private constant HARMED = address(0xBEEF);

    constructor(CourtParts memory parts_) CasesModel(parts_, msg.sender) {}

    /// @param bySeed Whoever it says tries, and mostly the respondent.
    function answer(uint256 seed, uint256 bySeed) external {
        (Expected storage found, uint256 id) = _any(seed);
        address by = bySeed % 4 == 0 ? personOf(bySeed) : found.respondent;
        _fund(by);
        (bool success, ) = _court(by, abi.encodeCall(ICourt.answer, (id, _evidence(), _none())));
        expect(success == _mayReply(found, by), "K6: a stranger or a late one answered, or nobody could");
        if (!success) return;
        (found.state, found.answered) = (ICases.State.Answered, true);
        done["answer"] += 1;
    }

    function concede(uint256 seed, uint256 bySeed, uint256 rarely) external {
        require(rarely % 4 == 0, "denied");
        (Expected storage found, uint256 id) = _any(seed);
        address by = bySeed % 4 == 0 ? personOf(bySeed) : found.respondent;
        (bool success, ) = _court(by, abi.encodeCall(ICourt.concede, (id)));
        expect(success == _mayReply(found, by), "K6: a stranger or a late one conceded, or nobody could");
        if (!success) return;
        found.conceded = true;
        found.state = found.kind == ICases.Kind.Stake ? ICases.State.Answered : ICases.State.Decided;
        done["concede"] += 1;
    }

    function rule(uint256 seed, uint256 rulingSeed) external {
        (Expected storage found, uint256 id) = _any(seed);
        uint256 ruling = rulingSeed % 5;
        if (ruling > 2) ruling = 1;
        (bool success, ) = _do(
            GOVERNANCE,
            address(parts.arbitrator),
            abi.encodeCall(ICouncilArbitrator.giveRuling, (id, ruling))
        );
        bool heard =
            found.state == ICases.State.Answered ||
                (found.state == ICases.State.Open && block.timestamp > found.answerBy);
        expect(success == (heard && block.timestamp <= found.ruleBy), "K2: ruled out of time, or not in it");
        if (!success) return;
        found.ruling = ruling;
        found.state = ruling == 0 ? ICases.State.Decided : ICases.State.Ruled;
        found.appealBy = block.timestamp + found.appealWindow;
        done["rule"] += 1;
    }

    function appeal(uint256 seed, uint256 whoSeed) external {
        (Expected storage found, uint256 id) = _any(seed);
        address who = personOf(whoSeed);
        _fund(who);
        (bool success, ) = _court(who, abi.encodeCall(ICourt.appeal, (id, _none())));
        bool allowed = found.state == ICases.State.Ruled && block.timestamp <= found.appealBy;
        expect(success == allowed, "K2: appealed out of time, or not in it");
        if (!success) return;
        (found.state, found.appellant) = (ICases.State.Appealed, who);
        found.voteBy = block.timestamp + APPEAL_MAX;
        found.proposalId = parts.tribune.proposals();
        done["appeal"] += 1;
    }

    /// @notice A vote decides.
    function resolve(uint256 seed, uint256 outcomeSeed) external {
        (Expected storage found, uint256 id) = _any(seed);
        uint256 outcome = outcomeSeed % 3;
        (bool success, ) = _court(GOVERNANCE, abi.encodeCall(ICourt.resolveAppeal, (id, outcome)));
        bool waits = found.state == ICases.State.Appealed && block.timestamp <= found.voteBy;
        expect(success == (waits && outcome != 0), "K2: a vote decided out of time, or not in it");
        if (!success) return;
        (found.state, found.votedFor) = (ICases.State.Decided, outcome);
        done["resolve"] += 1;
    }

    /// @notice A vote fails, is cancelled, or passes and is forgotten.
    function endVote(uint256 stateSeed) external {
        uint256 id = cases.length;
        while (id != 0 && cases[id - 1].state != ICases.State.Appealed) --id;
        require(id != 0, "no vote");
        uint8[4] memory ends = [2, 3, 4, 6];
        parts.tribune.setState(cases[id - 1].proposalId, IGovernor.ProposalState(ends[stateSeed % 4]));
        done["endVote"] += 1;
    }

    function execute(uint256 seed, uint256 whoSeed) external {
        (Expected storage found, uint256 id) = _any(seed);
        _execute(found, id, personOf(whoSeed));
    }

    /// @notice Everybody is silent for as long as a case can take; then each can be executed.
    function waitForAll(uint256 rarely) external {
        require(rarely % 16 == 0, "impatient");
        vm.warp(block.timestamp + LONGEST + 1);
        for (uint256 i; i < cases.length; ++i) {
            if (cases[i].state == ICases.State.Closed) continue;
            _execute(cases[i], i + 1, personOf(i));
            expect(cases[i].state == ICases.State.Closed, "K3: no end");
        }
        done["waitForAll"] += 1;
    }

    function collect(uint256 whoSeed) external {
        address who = personOf(whoSeed);
        uint256 due = owed[who];
        uint256 before = parts.market.usdc.balanceOf(who);
        (bool success, ) = _court(who, abi.encodeCall(ICourt.collect, (who)));
        expect(success == (due != 0), "K1: collected nothing, or could not collect");
        if (!success) return;
        expect(parts.market.usdc.balanceOf(who) == before + due, "K1: collected another sum");
        owed[who] = 0;
        done["collect"] += 1;
    }

    function sweepTreasury() external {
        (bool success, ) = _court(personOf(0), abi.encodeCall(ICourt.sweepTreasury, ()));
        expect(success == (owed[parts.treasury] != 0), "K1: swept nothing, or could not sweep");
        if (!success) return;
        owed[parts.treasury] = 0;
        done["sweepTreasury"] += 1;
    }

    /// @notice A publisher tries to leave with what has thawed, and thaws more.
    function depart(uint256 placeSeed) external {
        uint256 place = placeSeed % 2;
        (address publisher, uint256 id) = (parts.publishers[place], parts.serviceIds[place]);
        IServiceRegistry.Stake memory before = parts.market.services.stakeOf(id);
        bool held = _isHeld(place);
        (bool left, ) = _do(
            publisher,
            address(parts.market.services),
            abi.encodeCall(IServiceRegistry.withdrawStake, (id, publisher))
        );
        expect(!left || !held, "K4: stake left during a case");
        if (left) stakes[place] -= before.thawing;
        uint96 working = parts.market.services.stakeOf(id).amount;
        if (!left) working -= before.thawing;
        (bool thaws, ) = _do(
            publisher,
            address(parts.market.services),
            abi.encodeCall(IServiceRegistry.thawStake, (id, working / 4))
        );
        expect(!thaws || !held, "K4: a thaw began during a case");
        if (left || thaws) done["depart"] += 1;
    }

    /// @notice A lock whose time is over is lifted, whatever becomes of its case.
    function lift(uint256 seed) external {
        (Expected storage found, ) = _any(seed);
        require(found.kind == ICases.Kind.Stake, "no lock");
        bool open = _locks().lockOf(parts.serviceIds[found.place], found.lockId).open;
        (bool success, ) = _do(
            personOf(0),
            address(parts.market.services),
            abi.encodeCall(IStakeLocks.liftLock, (parts.serviceIds[found.place], found.lockId))
        );
        expect(success == (open && block.timestamp >= found.until), "K4: held too long, or not long enough");
        expect(found.until <= found.openedAt + 45 days, "K4: held for longer than 45 days");
        if (success) done["lift"] += 1;
    }

    function addStake(uint256 placeSeed, uint256 amountSeed) external {
        (uint256 place, uint256 amount) = (placeSeed % 2, _between(amountSeed, 1, 400e6));
        address who = parts.publishers[place];
        parts.market.usdc.mint(who, amount);
        vm.prank(who);
        parts.market.usdc.approve(address(parts.market.services), amount);
        (bool success, ) = _do(
            who,
            address(parts.market.services),
            abi.encodeCall(
                IServiceRegistry.stake,
                (parts.serviceIds[place], uint96(amount), IServiceRegistry.Permit(0, 0, 0, 0))
            )
        );
        expect(success, "K4: a stake was refused");
        stakes[place] += amount;
        done["addStake"] += 1;
    }

    function setWindows(uint256 a, uint256 r, uint256 p) external {
        (a, r, p) = (_between(a, 1 days, 6 days), _between(r, 1 days, 9 days), _between(p, 1 days, 5 days));
        ICourtParameters.Windows memory set = ICourtParameters.Windows(uint24(a), uint24(r), uint24(p));
        (bool success, ) = _court(GOVERNANCE, abi.encodeCall(ICourtParameters.setWindows, (set)));
        bool allowed = a >= 2 days && r >= 2 days && p >= 2 days && a + r + p <= 17 days;
        expect(success == allowed, "K3: windows beyond their bounds, or refused within");
        if (!success) return;
        windows = [a, r, p];
        done["setWindows"] += 1;
    }

    function setGone(bool gone) external {
        parts.tribune.setGone(gone);
        done["setGone"] += 1;
    }

    /// @notice Somebody does what is not his to do.
    function trespass(uint256 whoSeed, uint256 seed, uint256 verb) external {
        address thief = personOf(whoSeed);
        (, uint256 id) = _any(seed);
        bytes[5] memory calls = [
            abi.encodeCall(IArbitrable.rule, (id, 1)),
            abi.encodeCall(ICourt.resolveAppeal, (id, 1)),
            abi.encodeCall(ICourtParameters.setMinBond, (1e6)),
            abi.encodeCall(ICourtParameters.setWindows, (ICourtParameters.Windows(2 days, 2 days, 2 days))),
            abi.encodeCall(ICourtParameters.setArbitrator, (parts.arbitrator, ""))
        ];
        (bool success, ) = _court(thief, calls[verb % 5]);
        expect(!success, "K6: a stranger ruled or governed");
        (success, ) = _do(
            thief,
            address(parts.arbitrator),
            abi.encodeCall(ICouncilArbitrator.giveRuling, (id, 1))
        );
        expect(!success, "K6: a stranger ruled for the council");
        done["trespass"] += 1;
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, 3 days));
        done["passTime"] += 1;
    }

    function _execute(Expected storage found, uint256 id, address who) private {
        uint256 outcome = _outcomeOf(found);
        uint256[3] memory before = _walletsOf(found.challenger);
        uint256 taken = _takenBy(found, outcome);
        bool ended = _hasEnded(found);
        (bool success, ) = _court(who, abi.encodeCall(ICourt.execute, (id)));
        expect(success == ended, "K2: executed before its end, or not after");
        if (!success) return;
        found.state = ICases.State.Closed;
        _giveBonds(found, outcome);
        if (found.kind == ICases.Kind.Stake) _checkAwards(found, taken, before);
        if (found.kind == ICases.Kind.Bond) _endRunOf(found, outcome);
        if (found.kind == ICases.Kind.Review) {
            running[keccak256(abi.encode("review", found.respondent))] = false;
            if (outcome == 1 && !parts.tribune.gone()) strikes += 1;
            expect(parts.tribune.strikes() == strikes, "K2: another review was struck, or none");
        }
        done["execute"] += 1;
    }

    function _takenBy(Expected storage found, uint256 outcome) private view returns (uint256) {
        if (found.kind != ICases.Kind.Stake || outcome != 1 || block.timestamp >= found.until) return 0;
        return found.amount < stakes[found.place] ? found.amount : stakes[found.place];
    }

    function _checkAwards(Expected storage found, uint256 taken, uint256[3] memory before) private {
        uint256 harmed = found.harmed < taken ? found.harmed : taken;
        uint256 rest = taken - harmed;
        uint256[3] memory afterwards = _walletsOf(found.challenger);
        expect(afterwards[0] == before[0] + harmed, "K4: the harmed");
        expect(afterwards[1] == before[1] + rest / 2, "K4: the challenger");
        expect(afterwards[2] == before[2] + rest - rest / 2, "K4: the Treasury");
        stakes[found.place] -= taken;
        if (taken != 0) done["slash"] += 1;
    }

    function _endRunOf(Expected storage found, uint256 outcome) private {
        Run storage run = runs[found.place - 1];
        run.holds -= 1;
        running[keccak256(abi.encode(found.place, found.respondent))] = false;
        if (outcome != 1 || run.settled) return;
        uint256 there = filed[found.place][found.respondent];
        uint256 voided = found.amount < there ? found.amount : there;
        filed[found.place][found.respondent] -= voided;
        run.filed -= voided;
        if (run.filed == 0) run.settled = true;
        done["void"] += 1;
    }

    function _walletsOf(address challenger) private view returns (uint256[3] memory) {
        return
            [
                parts.market.usdc.balanceOf(HARMED),
                parts.market.usdc.balanceOf(challenger),
                parts.market.usdc.balanceOf(parts.treasury)
            ];
    }

    function _mayReply(Expected storage found, address by) private view returns (bool) {
        return
            found.state == ICases.State.Open && block.timestamp <= found.answerBy && by == found.respondent;
    }

    function _any(uint256 seed) private view returns (Expected storage found, uint256 id) {
        require(cases.length != 0, "no case");
        // Mostly a new one: the old are closed.
        uint256 back = seed % (seed % 3 == 0 ? cases.length : (cases.length < 4 ? cases.length : 4));
        id = cases.length - back;
        return (cases[id - 1], id);
    }

    function _court(address who, bytes memory data) private returns (bool, bytes memory) {
        return _do(who, address(parts.court), data);
    }
}
