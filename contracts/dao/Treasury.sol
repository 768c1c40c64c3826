// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../interfaces/IEarnings.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";
import {ISubscriptionPlans} from "../interfaces/ISubscriptionPlans.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";
import {Budgets} from "./treasury/Budgets.sol";
import {Platform} from "./treasury/Platform.sol";

/// @title Treasury
/// @dev Its parts, in the order of their storage: treasury/Budgets, Requests, Grants, RecurringPayments,
/// Spending. Payments and Platform have none. It is never upgraded: another Treasury takes over when governance sends it what this one holds.
contract Treasury is Platform {
    IStoaToken public immutable STOA;

    /// @param stoa May be deployed later; then somebody calls `excludeVotes` before it holds any.
    constructor(
        address authority_,
        IStoaToken stoa,
        IServiceRegistry services,
        IEarnings earnings,
        ISubscriptionPlans subscriptions
    ) Budgets(authority_) Platform(services, earnings, subscriptions) {
        STOA = stoa;
        if (address(stoa).code.length != 0) stoa.delegate(stoa.EXCLUDED());
    }

    /// @inheritdoc ITreasury
    function publishReport(bytes32 hash, string calldata uri) external restricted {
        emit Report(hash, uri);
    }

    /// @inheritdoc ITreasury
    function excludeVotes() external {
        STOA.delegate(STOA.EXCLUDED());
    }
}
