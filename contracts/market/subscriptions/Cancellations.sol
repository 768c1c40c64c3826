// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {PaidPeriods} from "../libraries/PaidPeriods.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Releases} from "./Releases.sol";

/// @title Cancellations
/// @notice Ends subscriptions and gives back what they do not earn any more.
abstract contract Cancellations is Releases {
    using PaidPeriods for PaidPeriods.Record;
    using SafeERC20 for IERC20;
    using Signatures for address;

    bytes32 private constant CANCELLATION_TYPEHASH = keccak256(
        "Cancellation(bytes32 subscriptionId,address to,uint64 deadline)"
    );

    /// @notice What a cancelled subscription gives back.
    /// @param to The payer's account at the gateway when zero.
    struct Returned {
        address payer;
        address gateway;
        address to;
        uint96 amount;
    }

    /// @inheritdoc ISubscriptions
    function cancel(bytes32 subscriptionId, address to) external nonReentrant returns (uint96 refund) {
        PaidPeriods.Record memory record = _records[subscriptionId];
        _checkKnown(subscriptionId, record);
        require(msg.sender == record.payer(), SubscriptionsNotPayer(subscriptionId, msg.sender));
        return _cancel(subscriptionId, record, to);
    }

    /// @inheritdoc ISubscriptions
    function cancelFor(
        Cancellation calldata cancellation,
        bytes calldata signature
    ) external nonReentrant returns (uint96 refund) {
        PaidPeriods.Record memory record = _records[cancellation.subscriptionId];
        _checkKnown(cancellation.subscriptionId, record);
        address payer = record.payer();
        require(block.timestamp <= cancellation.deadline, SubscriptionsDeadlinePassed(cancellation.deadline));
        require(
            payer.hasSigned(hashCancellation(cancellation), signature),
            SubscriptionsCancellationSignature(payer)
        );
        return _cancel(cancellation.subscriptionId, record, cancellation.to);
    }

    /// @inheritdoc ISubscriptions
    function hashCancellation(Cancellation calldata cancellation) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CANCELLATION_TYPEHASH, cancellation)));
    }

    /// @dev Books the end and says what is to be given back; the caller sends it when all is booked.
    function _end(
        bytes32 subscriptionId,
        PaidPeriods.Record memory record,
        address to
    ) internal returns (Returned memory back) {
        PlanRecord storage plan = _planAt(record.number());
        require(!record.cancelled(), SubscriptionsAlreadyCancelled(subscriptionId));
        require(!record.fromWallet() || to != address(0), SubscriptionsZeroAddress());
        uint256 cutAt = _min(block.timestamp + plan.notice, record.end(plan.period));
        back = Returned({
            payer: record.payer(),
            gateway: record.gateway(),
            to: record.fromWallet() ? to : address(0),
            amount: record.unearned(plan.price, plan.period, cutAt)
        });

        record.cancel(uint32(cutAt));
        _records[subscriptionId].ends = record.ends;

        emit SubscriptionCancelled(subscriptionId, back.payer, back.amount, back.to, uint64(cutAt));
    }

    function _giveBack(Returned memory back) internal {
        if (back.amount == 0) return;
        if (back.to != address(0)) {
            USDC.safeTransfer(back.to, back.amount);
            return;
        }
        _payAccount(back.payer, back.gateway, back.amount);
    }

    function _cancel(
        bytes32 subscriptionId,
        PaidPeriods.Record memory record,
        address to
    ) private returns (uint96) {
        Returned memory back = _end(subscriptionId, record, to);
        _giveBack(back);
        return back.amount;
    }
}
