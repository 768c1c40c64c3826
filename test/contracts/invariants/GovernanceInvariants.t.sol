// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {vm} from "./Vm.sol";
import {GovernanceHandler} from "./governance/GovernanceHandler.sol";

/// @notice The invariants of INVARIANTS.governance.md after every action of the handler.
contract GovernanceInvariantsTest {
    /// @dev Every actor's choice in a rally.
    uint256 private constant ALL_FOR = 0xffffff;
    GovernanceHandler private _governance;

    function setUp() external {
        vm.warp(1_800_000_000);
        _governance = new GovernanceHandler();
        vm.warp(block.timestamp + 8 days);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_governance);
    }

    function invariant_governance() external view {
        _governance.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheGovernanceHandlerWorks() external {
        GovernanceHandler h = _governance;
        h.setMultiplier(2, 3);
        h.delegate(5, 4);
        h.transfer(0, 1, 1e24);
        h.passTime(10);
        // An operation that passes in its last day.
        h.propose(0, _kinds(1, 1));
        h.passTimeTo(0, 0, 2);
        h.vote(1, 0, 0);
        h.passTimeTo(0, 1, 1 days);
        h.rally(0, ALL_FOR);
        _carryOut();
        // A tier and the guardian, by one constitutional vote.
        h.propose(0, _kinds(4 + 8 * 5, 2));
        h.passTimeTo(0, 0, 2);
        h.rally(0, ALL_FOR);
        _carryOut();
        // Small holders decide one; a tier and the guardian are changed again, each by a vote of its own.
        h.propose(0, _kinds(1, 1));
        h.passTimeTo(0, 0, 2);
        h.gather(0, ALL_FOR);
        h.amend(0);
        h.amend(4);
        // The guardian cancels one proposal, its proposer another.
        h.propose(0, _kinds(2, 1));
        h.cancel(0, 0);
        h.propose(0, _kinds(6 + 8 * 7, 2));
        h.cancel(0, 4);
        h.trespass(0, 1);
        h.check();

        string[18] memory actions = [
            "setMultiplier",
            "delegate",
            "transfer",
            "passTime",
            "passTimeTo",
            "propose",
            "vote",
            "rally",
            "gather",
            "amend",
            "extend",
            "queue",
            "execute",
            "changeTier",
            "changeGuardian",
            "guardianCancel",
            "cancel",
            "trespass"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }

    function _carryOut() private {
        _governance.passTimeTo(0, 2, 2);
        _governance.queue(0);
        _governance.passTimeTo(0, 3, 1);
        _governance.execute(0);
    }

    /// @dev The seed of a proposal with these kinds of calls.
    function _kinds(uint256 digits, uint256 count) private pure returns (uint256 seed) {
        seed = digits * 8;
        while (seed % 3 != count - 1) ++seed;
    }
}
