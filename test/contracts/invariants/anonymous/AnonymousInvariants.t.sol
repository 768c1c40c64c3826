// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAnonymousReviews} from "../../../../contracts/interfaces/IAnonymousReviews.sol";
import {IReputation} from "../../../../contracts/interfaces/IReputation.sol";
import {deploy} from "../Artifacts.sol";
import {MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {AnonymousHandler} from "./AnonymousHandler.sol";
import {PlainSemaphore} from "./PlainSemaphore.sol";
import {ReviewBook} from "./ReviewBook.sol";

/// @notice The invariants of INVARIANTS.anonymous.md after every action of the handler.
contract AnonymousInvariantsTest is MarketFixture {
    AnonymousHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        address authority = deploy("Authority", abi.encode(address(this)));
        (ReviewBook book, PlainSemaphore semaphore) = (new ReviewBook(), new PlainSemaphore());
        // Reputation is the next that is deployed, and knows the one after it.
        address later = vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1);
        address reputation = deployReputation(
            address(book),
            address(book),
            authority,
            new address[](0),
            later
        );
        address anonymousReviews = deploy(
            "AnonymousReviews",
            abi.encode(reputation, semaphore, authority, uint48(1e5))
        );
        _handler = new AnonymousHandler(
            IReputation(reputation),
            IAnonymousReviews(anonymousReviews),
            semaphore,
            book
        );
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Cheaper than the others: a group fills and closes many times in half as many actions.
    /// forge-config: default.invariant.depth = 250
    function invariant_anonymous() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        AnonymousHandler h = _handler;
        h.setDenomination(90_000, 0);
        for (uint256 i; i < 9; ++i) h.pay(i, 290_000);
        for (uint256 i; i < 8; ++i) h.join(i, 1);
        h.joinTogether(290_000);
        h.reviewOpenly(9, 0);
        for (uint256 i; i < 4; ++i) h.passTime(12 days - 1);
        h.review(3, 0, 1, 80);
        h.check();

        string[7] memory actions = [
            "pay",
            "reviewOpenly",
            "join",
            "joinTogether",
            "review",
            "setDenomination",
            "passTime"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
