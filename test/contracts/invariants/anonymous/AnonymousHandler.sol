// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAnonymousReviews} from "../../../../contracts/interfaces/IAnonymousReviews.sol";
import {IReputation} from "../../../../contracts/interfaces/IReputation.sol";
import {vm} from "../Vm.sol";
import {AnonymousModel} from "./AnonymousModel.sol";
import {PlainSemaphore} from "./PlainSemaphore.sol";
import {ReviewBook} from "./ReviewBook.sol";

/// @notice The moves of clients, governance and time in any order. An action that the model allows must succeed and one that
/// it forbids must fail; either way round it is written to `broken`.
contract AnonymousHandler is AnonymousModel {
    constructor(
        IReputation reputation_,
        IAnonymousReviews anonymousReviews_,
        PlainSemaphore semaphore_,
        ReviewBook book_
    ) AnonymousModel(reputation_, anonymousReviews_, semaphore_, book_, msg.sender) {}

    /// @notice Somebody pays fees, which are collected.
    function pay(uint256 seed, uint256 amount) external {
        _pay(seed % ACCOUNTS, amount);
        done["pay"] += 1;
    }

    function _pay(uint256 i, uint256 amount) private {
        uint96 fee = uint96(_between(amount, 1e4, 3e5));
        book.pay(accountOf(i), GATEWAY, SERVICE, fee);
        IReputation.LedgerKey[] memory keys = new IReputation.LedgerKey[](1);
        keys[0] = IReputation.LedgerKey(GATEWAY, accountOf(i));
        reputation.collect(accountOf(i), SERVICE, keys);
        credits[i] += fee;
        paid += fee;
    }

    function reviewOpenly(uint256 seed, uint256 rarely) external {
        if (rarely % 8 != 0) return;
        uint256 i = seed % ACCOUNTS;
        vm.prank(accountOf(i));
        reputation.giveFeedback(SERVICE, int128(int256(rarely % 101)), 0, "starred", "", "", "", 0);
        openWeight += credits[i];
        credits[i] = 0;
        done["reviewOpenly"] += 1;
    }

    /// @notice Joins the open group, or says a month that is not the open group's.
    function join(uint256 seed, uint256 rarely) external {
        _join(seed % ACCOUNTS, rarely);
    }

    /// @notice Everybody pays and joins, as one by one they seldom do.
    function joinTogether(uint256 amount) external {
        for (uint256 i; i < ACCOUNTS; ++i) {
            _pay(i, amount);
            _join(i, 1);
        }
        done["joinTogether"] += 1;
    }

    function _join(uint256 i, uint256 rarely) private {
        uint256 open = _openEpoch();
        uint256 epoch = rarely % 8 == 0 ? open + 1 : open;
        bool known = groups.length != 0 && groups[groups.length - 1].epoch == open;
        uint256 g = known ? groups.length - 1 : groups.length;
        uint256 price = known ? groups[g].denomination : denomination;
        bool allowed = epoch == open && !joined[g][i] && credits[i] >= price;
        // Who is in already comes with another commitment: it is the account that is refused.
        uint256 commitment = commitmentOf(i, epoch) + (joined[g][i] ? 1 << 64 : 0);
        IReputation.LedgerKey[] memory none;
        vm.prank(accountOf(i));
        try anonymousReviews.joinReviewers(SERVICE, epoch, commitment, none) returns (uint256 index) {
            expect(allowed, "A1: joined against the rules");
            if (!known) groups.push(Group(epoch, price, 0, 0, 0, 0));
            Group storage group = groups[g];
            expect(index == group.size, "A1: another place");
            joined[g][i] = true;
            credits[i] -= price;
            group.size += 1;
            if (group.size == MIN_SET) group.closesAt = (block.timestamp / EPOCH + 1) * EPOCH;
            done["join"] += 1;
        } catch {
            expect(!allowed, "A1: a client was kept out");
        }
    }

    /// @notice An account reviews as a member of some group, or says so, twice; now and then it proves something else.
    function review(uint256 seed, uint256 groupSeed, uint256 scopeSeed, uint256 points) external {
        _review(seed, groupSeed, scopeSeed, points);
        _review(seed, groupSeed, scopeSeed, points / 2);
    }

    function _review(uint256 seed, uint256 groupSeed, uint256 scopeSeed, uint256 points) private {
        if (groups.length == 0) return;
        (uint256 i, uint256 g) = (seed % ACCOUNTS, groupSeed % groups.length);
        Group storage group = groups[g];
        uint256 proved = groups[scopeSeed % 4 == 0 ? scopeSeed % groups.length : g].epoch;
        bool allowed =
            proved == group.epoch &&
                joined[g][i] &&
                !reviewed[g][i] &&
                group.closesAt != 0 &&
                block.timestamp >= group.closesAt + QUIET;
        IReputation.Feedback memory feedback;
        (feedback.value, feedback.tag1) = (int128(int256(points % 101)), "starred");
        try
            anonymousReviews.giveAnonymousFeedback(
                SERVICE,
                group.epoch,
                feedback,
                semaphore.nullifierOf(
                    commitmentOf(i, group.epoch),
                    anonymousReviews.scopeOf(SERVICE, proved)
                ),
                _points(i, group.epoch, proved, feedback)
            )
        returns (address client, uint64 index) {
            expect(allowed, "A2: reviewed against the rules");
            uint256 weight = reputation.weightOf(SERVICE, client, index);
            expect(weight == group.denomination, "A5: another weight");
            reviewed[g][i] = true;
            group.reviews += 1;
            group.weight += weight;
            done["review"] += 1;
        } catch {
            expect(!allowed, "A2: a member was kept silent");
        }
    }

    function setDenomination(uint256 amount, uint256 rarely) external {
        if (rarely % 4 != 0) return;
        denomination = _between(amount, 1e4, 2e5);
        vm.prank(governance);
        anonymousReviews.setDenomination(uint48(denomination));
        done["setDenomination"] += 1;
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, 20 days));
        done["passTime"] += 1;
    }

    function _points(
        uint256 i,
        uint256 epoch,
        uint256 proved,
        IReputation.Feedback memory feedback
    ) private view returns (uint256[8] memory points) {
        points[0] = commitmentOf(i, epoch);
        points[1] = anonymousReviews.scopeOf(SERVICE, proved);
        points[2] = anonymousReviews.messageOf(feedback);
    }
}
