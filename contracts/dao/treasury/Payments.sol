// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryRequests} from "../../interfaces/ITreasuryRequests.sol";
import {Grants} from "./Grants.sol";

/// @title Payments
/// @notice Single payments, those of milestones among them. No storage.
abstract contract Payments is Grants {
    /// @inheritdoc ITreasuryRequests
    function requestPayment(
        uint256 budgetId,
        address to,
        uint128 amount,
        Purpose calldata purpose
    ) external returns (uint256 requestId) {
        return _requestByMember(budgetId, to, Kind.Payment, amount, purpose);
    }

    /// @inheritdoc ITreasuryRequests
    function pay(uint256 requestId) external nonReentrant {
        Request storage payment = _approved(requestId, Kind.Payment);

        payment.state = State.Paid;
        if (payment.grantId != 0) _completeMilestone(payment.grantId, payment.milestone);

        _payOut(requestId, payment.amount);
    }
}
