// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAnonymousReviews} from "../../../../contracts/interfaces/IAnonymousReviews.sol";
import {IReputation} from "../../../../contracts/interfaces/IReputation.sol";
import {PlainSemaphore} from "./PlainSemaphore.sol";
import {ReviewBook} from "./ReviewBook.sol";

/// @notice What INVARIANTS.anonymous.md says of each account and group, kept beside the contract and compared.
abstract contract AnonymousModel {
    /// @param closesAt Zero while it cannot close.
    struct Group {
        uint256 epoch;
        uint256 denomination;
        uint256 size;
        uint256 closesAt;
        uint256 reviews;
        uint256 weight;
    }

    uint256 internal constant ACCOUNTS = 10;
    uint256 internal constant SERVICE = 7;
    uint256 internal constant MIN_SET = 8;
    uint256 internal constant EPOCH = 30 days;
    uint256 internal constant QUIET = 1 days;
    address internal constant GATEWAY = address(0x6A7E);

    // No immutables: the campaign knows a contract by its code.
    IReputation internal reputation;
    IAnonymousReviews internal anonymousReviews;
    PlainSemaphore internal semaphore;
    ReviewBook internal book;
    address internal governance;

    Group[] internal groups;
    mapping(uint256 group => mapping(uint256 account => bool)) internal joined;
    mapping(uint256 group => mapping(uint256 account => bool)) internal reviewed;
    uint256[ACCOUNTS] internal credits;
    uint256 internal denomination;
    uint256 internal paid;
    uint256 internal openWeight;

    mapping(string action => uint256) public done;
    /// @notice The first rule that was broken.
    string public broken;

    constructor(
        IReputation reputation_,
        IAnonymousReviews anonymousReviews_,
        PlainSemaphore semaphore_,
        ReviewBook book_,
        address governance_
    ) {
        (reputation, anonymousReviews, governance) = (reputation_, anonymousReviews_, governance_);
        (semaphore, book) = (semaphore_, book_);
        denomination = anonymousReviews_.denomination();
    }

    function check() external view {
        require(bytes(broken).length == 0, broken);
        uint256 weight = openWeight;
        for (uint256 g; g < groups.length; ++g) {
            Group storage group = groups[g];
            uint256 size = anonymousReviews.groupSize(SERVICE, group.epoch);
            require(size == group.size, "A3: a group has other members");
            require(
                anonymousReviews.groupOf(SERVICE, group.epoch).closesAt == group.closesAt,
                "A3: other dates"
            );
            require(
                anonymousReviews.groupOf(SERVICE, group.epoch).denomination == group.denomination,
                "A5: a group's price has moved"
            );
            require(group.reviews <= group.size, "A2: more reviews than members");
            weight += group.weight;
        }
        require(weight <= paid, "A4: reviews weigh more than was paid");
        for (uint256 i; i < ACCOUNTS; ++i) {
            uint256 credit = reputation.clientOf(SERVICE, accountOf(i)).credit;
            require(credit == credits[i], "A4: other credit");
        }
    }

    function accountOf(uint256 i) public pure returns (address) {
        return address(uint160(0xACC0 + i));
    }

    function commitmentOf(uint256 i, uint256 epoch) internal pure returns (uint256) {
        return 1 + i + ACCOUNTS * epoch;
    }

    /// @dev The group that is open, or the one that a joining would open.
    function _openEpoch() internal view returns (uint256) {
        if (groups.length == 0) return block.timestamp / EPOCH;
        Group storage newest = groups[groups.length - 1];
        bool isOpen = newest.closesAt == 0 || block.timestamp < newest.closesAt;
        return isOpen ? newest.epoch : block.timestamp / EPOCH;
    }

    function expect(bool right, string memory rule) internal {
        if (!right && bytes(broken).length == 0) broken = rule;
    }

    function _between(uint256 seed, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + (seed % (most - least + 1));
    }
}
