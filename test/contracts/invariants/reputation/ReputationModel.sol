// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "../../../../contracts/interfaces/IReputation.sol";
import {Bazaar} from "./Bazaar.sol";

/// @notice What INVARIANTS.reputation.md says of each client, review and service, kept beside the contract and compared.
abstract contract ReputationModel {
    /// @param paid The treasury's part, by both ledgers together. @param counted Of it. @param voided Of that.
    /// @param given Weights of all his reviews as they were given. @param lost To discounts, debts paid included.
    struct Standing {
        uint256 paid;
        uint256 counted;
        uint256 voided;
        uint256 credit;
        uint256 given;
        uint256 lost;
        uint256 debt;
        uint64 reviews;
    }

    /// @param weight That is left.
    struct Given {
        uint256 client;
        uint256 service;
        uint64 index;
        uint256 points;
        uint256 weight;
        uint256 period;
        uint64 tenure;
        bool revoked;
    }

    struct Payment {
        uint256 client;
        uint256 service;
        uint96 charged;
        uint96 refunded;
        uint64 time;
    }

    uint256 internal constant CLIENTS = 4;
    uint256 internal constant SERVICES = 2;
    uint256 internal constant PERIODS = 24;
    /// @dev Most that are kept: a look at each after every action must stay cheap.
    uint256 internal constant MOST = 48;
    address internal constant GATEWAY = address(0x6A7E);
    uint256 private constant WHOLE = 10_000;

    // No immutables: the campaign knows a contract by its code.
    IReputation internal reputation;
    Bazaar internal bazaar;
    address internal governance;

    Standing[SERVICES][CLIENTS] internal standings;
    Given[] internal given;
    Payment[] internal payments;
    uint256 internal maxWeight = 100e6;
    uint256 internal priorMean = 50;
    uint256 internal priorWeight = 10e6;
    uint256 internal rewardRate = 1_666;
    /// @dev All rewards that were granted, and most that each unit of counted fees can have brought.
    uint256 internal granted;
    uint256 internal mostGranted;

    mapping(string action => uint256) public done;
    /// @notice The first rule that was broken.
    string public broken;

    constructor(IReputation reputation_, Bazaar bazaar_, address governance_) {
        (reputation, bazaar, governance) = (reputation_, bazaar_, governance_);
    }

    /// @notice Compares all that the contract says with all that it must.
    function check() external view {
        require(bytes(broken).length == 0, broken);
        for (uint256 service; service < SERVICES; ++service) {
            _checkFees(service);
            _checkScore(service);
        }
        _checkRewards();
    }

    function clientOf(uint256 i) public pure returns (address) {
        return address(uint160(0xC11E47000 + i));
    }

    function _rewardOf(uint256 i, uint256 service) internal view returns (uint256) {
        return reputation.clientOf(service, clientOf(i)).reward;
    }

    function expect(bool holds, string memory rule) internal {
        if (!holds && bytes(broken).length == 0) broken = rule;
    }

    function _checkFees(uint256 service) private view {
        (uint256 weights, uint256 credits, uint256 paid) = (0, 0, 0);
        for (uint256 i; i < CLIENTS; ++i) {
            Standing storage standing = standings[i][service];
            IReputation.Client memory client = reputation.clientOf(service, clientOf(i));
            require(client.credit == standing.credit, "F2: another credit");
            require(reputation.debtOf(service, clientOf(i)) == standing.debt, "F4: another debt");
            require(client.fresh <= client.credit, "F5: more is fresh than there is");
            require(
                standing.credit + standing.given + standing.lost == standing.counted - standing.voided,
                "F2: a unit counts twice or never"
            );
            credits += client.credit;
            paid += standing.paid - standing.voided;
        }
        for (uint256 i; i < given.length; ++i) {
            Given storage review = given[i];
            if (review.service != service) continue;
            uint48 weight = reputation.weightOf(service, clientOf(review.client), review.index);
            require(weight == review.weight, "F3: another weight");
            weights += weight;
        }
        require(weights + credits <= paid, "F1: weights above the fees");
    }

    /// @dev From all reviews that are left, one by one.
    function _checkScore(uint256 service) private view {
        (uint256 now_, uint64 tenure) = (block.timestamp / 30 days, bazaar.tenureOf(service));
        uint256[PERIODS] memory weights;
        uint256[PERIODS] memory points;
        uint256 count;
        for (uint256 i; i < given.length; ++i) {
            Given storage review = given[i];
            if (review.service != service || review.tenure != tenure || review.weight == 0) continue;
            uint256 age = now_ - review.period;
            if (age >= PERIODS) continue;
            weights[age] += review.weight;
            points[age] += review.weight * review.points;
            ++count;
        }
        (uint256 weight, uint256 sum) = (0, priorMean * priorWeight);
        for (uint256 age; age < PERIODS; ++age) {
            weight += _decayed(weights[age], age);
            sum += _decayed(points[age], age);
        }
        (uint16 mean, uint96 found, uint32 counted) = reputation.scoreOf(service);
        require(found == weight && counted == count, "F3: the score holds what is not left, or less");
        require(mean == (sum * 100) / (weight + priorWeight), "F3: another mean");
        require(mean <= WHOLE, "F6: a score above 100");
    }

    function _checkRewards() private view {
        uint256 owed;
        for (uint256 i; i < CLIENTS; ++i) {
            owed += bazaar.paidTo(clientOf(i));
            for (uint256 service; service < SERVICES; ++service) owed += _rewardOf(i, service);
        }
        require(owed == granted, "F5: a reward out of nothing, or lost");
        require(granted <= mostGranted / WHOLE, "F5: a fee is rewarded twice");
    }

    function _decayed(uint256 amount, uint256 age) private pure returns (uint256) {
        uint32[3] memory rest = [type(uint32).max, 3408917802, 2705659852];
        return age % 3 == 0 ? amount >> (age / 3) : (amount * rest[age % 3]) >> (32 + age / 3);
    }
}
