// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {ICases} from "../../../../contracts/interfaces/ICases.sol";
import {ICourt} from "../../../../contracts/interfaces/ICourt.sol";
import {ICouncilArbitrator} from "../../../../contracts/interfaces/ICouncilArbitrator.sol";
import {IStakeLocks} from "../../../../contracts/interfaces/IStakeLocks.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {Tribune} from "./Tribune.sol";

/// @notice What the contracts of a campaign are.
struct CourtParts {
    Market market;
    ICourt court;
    ICouncilArbitrator arbitrator;
    Tribune tribune;
    address treasury;
    address gateway;
    address[2] publishers;
    uint256[2] serviceIds;
}

/// @notice What cases, bonds, stakes and runs must be, kept by simpler rules beside them, and the comparison. Numbers are those of
/// INVARIANTS.court.md.
abstract contract CasesModel {
    /// @param place Of the service, of a Stake case; the run, of a Bond case.
    /// @param votedFor Outcome that a vote decided; 0 for none.
    struct Expected {
        ICases.Kind kind;
        ICases.State state;
        address challenger;
        address respondent;
        bool answered;
        bool conceded;
        uint256 bond;
        uint256 amount;
        uint256 harmed;
        uint256 place;
        uint256 lockId;
        uint256 until;
        uint256 openedAt;
        uint256 answerBy;
        uint256 ruleBy;
        uint256 appealWindow;
        uint256 appealBy;
        uint256 ruling;
        uint256 voteBy;
        uint256 votedFor;
        address appellant;
        uint256 proposalId;
    }

    /// @param running Of the payees whose claims a case is about.
    struct Run {
        uint256 filed;
        uint256 closesAt;
        uint256 holds;
        bool settled;
    }

    uint256 internal constant PEOPLE = 3;
    uint256 internal constant MIN_BOND = 10e6;
    uint256 internal constant APPEAL_MAX = 21 days;
    uint256 internal constant EXECUTION_TIME = 7 days;
    uint256 internal constant LONGEST = 38 days;
    uint256 internal constant MAX_HOLD = 52 days;

    CourtParts internal parts;
    address internal immutable GOVERNANCE;

    Expected[] internal cases;
    Run[] internal runs;
    uint256[3] internal windows = [uint256(3 days), 7 days, 3 days];
    uint256[2] internal stakes;
    uint256 internal gatewayBond;
    uint256 internal strikes;
    mapping(address account => uint256) internal owed;
    mapping(uint256 run => mapping(address payee => uint256)) internal filed;
    mapping(bytes32 subject => bool) internal running;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;
    /// @notice How often an action changed something, so that a test can show that none is idle.
    mapping(string action => uint256 times) public done;

    constructor(CourtParts memory parts_, address governance) {
        (parts, GOVERNANCE) = (parts_, governance);
        for (uint256 i; i < 2; ++i) stakes[i] = parts_.market.services.stakeOf(parts_.serviceIds[i]).amount;
        gatewayBond = parts_.market.gateways.gatewayOf(parts_.gateway).bond;
    }

    function check() external view {
        require(bytes(broken).length == 0, broken);
        _checkBonds();
        _checkCases();
        _checkStakes();
        _checkRuns();
    }

    /// @dev K1.
    function _checkBonds() private view {
        uint256 held = owed[parts.treasury] + owed[parts.gateway];
        for (uint256 i; i < PEOPLE; ++i) held += owed[personOf(i)];
        for (uint256 i; i < 2; ++i) held += owed[parts.publishers[i]];
        for (uint256 i; i < cases.length; ++i) {
            Expected storage found = cases[i];
            if (found.state == ICases.State.Closed) continue;
            held += found.bond;
            if (found.answered) held += found.bond;
            if (found.appellant != address(0)) held += 2 * found.bond;
        }
        require(parts.market.usdc.balanceOf(address(parts.court)) == held, "K1: tokens");
        for (uint256 i; i < PEOPLE; ++i) {
            require(parts.court.owedTo(personOf(i)) == owed[personOf(i)], "K1: owed");
        }
        require(parts.court.owedTo(parts.treasury) == owed[parts.treasury], "K1: owed to the Treasury");
    }

    /// @dev K2, K3: a case stands where the model has it, and none is older than the longest without an end.
    function _checkCases() private view {
        require(parts.court.caseCount() == cases.length, "K2: count");
        for (uint256 i; i < cases.length; ++i) {
            Expected storage expected = cases[i];
            ICases.Case memory actual = parts.court.caseOf(i + 1);
            require(actual.state == expected.state, "K2: state");
            require(uint256(actual.ruling) == expected.ruling, "K2: ruling");
            require(actual.bond == expected.bond && actual.amount == expected.amount, "K1: bond");
            bool over = block.timestamp > expected.openedAt + LONGEST;
            require(!over || expected.state == ICases.State.Closed || _hasEnded(expected), "K3: no end");
        }
    }

    /// @dev K4.
    function _checkStakes() private view {
        for (uint256 i; i < 2; ++i) {
            uint256 actual = parts.market.services.stakeOf(parts.serviceIds[i]).amount;
            require(actual == stakes[i], "K4: stake");
        }
    }

    /// @dev K5.
    function _checkRuns() private view {
        IBonds bonds = parts.market.bonds;
        require(bonds.bondRunCount(parts.gateway) == runs.length, "K5: count");
        for (uint256 i; i < runs.length; ++i) {
            IBonds.BondRun memory actual = bonds.bondRunOf(parts.gateway, i + 1);
            require(actual.filed == runs[i].filed && actual.settled == runs[i].settled, "K5: run");
            require(actual.holds == runs[i].holds, "K5: holds");
        }
        require(parts.market.gateways.gatewayOf(parts.gateway).bond == gatewayBond, "K5: bond");
    }

    // Rules

    /// @dev Whether the case can be executed now.
    function _hasEnded(Expected storage found) internal view returns (bool) {
        ICases.State state = found.state;
        if (state == ICases.State.Decided) return true;
        if (state == ICases.State.Open || state == ICases.State.Answered) {
            return block.timestamp > found.ruleBy;
        }
        if (state == ICases.State.Ruled) return block.timestamp > found.appealBy;
        if (state != ICases.State.Appealed) return false;
        uint256 vote = uint256(parts.tribune.state(found.proposalId));
        return block.timestamp > found.voteBy || vote == 2 || vote == 3 || vote == 6;
    }

    function _outcomeOf(Expected storage found) internal view returns (uint256) {
        if (found.votedFor != 0) return found.votedFor;
        if (found.conceded && found.kind != ICases.Kind.Stake) return 1;
        return found.ruling;
    }

    /// @dev Each bond by itself: whose it was, and whether he was right.
    function _giveBonds(Expected storage found, uint256 outcome) internal {
        _giveBond(found, outcome, found.challenger, found.bond, outcome != 2);
        if (found.answered) _giveBond(found, outcome, found.respondent, found.bond, outcome != 1);
        if (found.appellant == address(0)) return;
        _giveBond(found, outcome, found.appellant, 2 * found.bond, outcome != found.ruling);
    }

    function _giveBond(
        Expected storage found,
        uint256 outcome,
        address of_,
        uint256 bond,
        bool comesBack
    ) private {
        if (comesBack) {
            owed[of_] += bond;
            return;
        }
        bool upheld = outcome == 1;
        uint256 part = upheld || found.answered ? bond / 2 : 0;
        owed[upheld ? found.challenger : found.respondent] += part;
        owed[parts.treasury] += bond - part;
    }

    function _openRun() internal view returns (bool) {
        return runs.length != 0 && !runs[runs.length - 1].settled;
    }

    /// @dev Unix seconds from which the newest run can be settled.
    function _runEnd() internal view returns (uint256) {
        Run storage run = runs[runs.length - 1];
        return run.holds == 0 ? run.closesAt : run.closesAt + MAX_HOLD;
    }

    /// @dev Whether a case holds the stake still.
    function _isHeld(uint256 place) internal view returns (bool) {
        return _locks().openLocks(parts.serviceIds[place]) != 0;
    }

    function _locks() internal view returns (IStakeLocks) {
        return IStakeLocks(address(parts.market.services));
    }

    function personOf(uint256 seed) internal pure returns (address) {
        return address(uint160(0xA11CE000 + (seed % PEOPLE)));
    }

    function _between(uint256 seed, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + (seed % (most - least + 1));
    }

    function expect(bool holds, string memory what) internal {
        if (!holds && bytes(broken).length == 0) broken = what;
    }

    function _do(
        address who,
        address target,
        bytes memory data
    ) internal returns (bool success, bytes memory result) {
        vm.prank(who);
        (success, result) = target.call(data);
    }

    /// @dev Enough for any bond, allowed to the Court.
    function _fund(address who) internal {
        parts.market.usdc.mint(who, 1_000e6);
        vm.prank(who);
        parts.market.usdc.approve(address(parts.court), type(uint256).max);
    }
}
