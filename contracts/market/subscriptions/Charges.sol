// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {PaidPeriods} from "../libraries/PaidPeriods.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Cancellations} from "./Cancellations.sol";

/// @title Charges
/// @notice Begins subscriptions and their periods. One charge a period, and the next one when it is over.
/// @dev An account is charged by its gateway's settler alone, who has reserved the price: anybody else could empty it past
/// what the gateway has promised to publishers.
abstract contract Charges is Cancellations {
    using PaidPeriods for PaidPeriods.Record;
    using SafeERC20 for IERC20;
    using Signatures for address;

    bytes32 private constant AGREEMENT_TYPEHASH = keccak256(
        "SubscriptionAgreement(address payer,address gateway,bytes32 planId,bytes32 replaces,uint96 maxPerPeriod,bool fromWallet,uint64 endsAt,uint64 deadline,uint256 nonce)"
    );

    /// @inheritdoc ISubscriptions
    function subscribe(
        SubscriptionAgreement calldata agreement,
        bytes calldata signature,
        Permit calldata permit
    ) external nonReentrant returns (bytes32 subscriptionId) {
        subscriptionId = hashAgreement(agreement);
        (address payer, address gateway) = (agreement.payer, agreement.gateway);
        uint24 number = _openPlan(agreement.planId);
        PlanRecord storage plan = _planAt(number);
        uint96 price = plan.price;
        require(_records[subscriptionId].ends == 0, SubscriptionsAgreementUsed(subscriptionId));
        require(block.timestamp <= agreement.deadline, SubscriptionsDeadlinePassed(agreement.deadline));
        require(block.timestamp < agreement.endsAt, SubscriptionsEnded(subscriptionId, agreement.endsAt));
        require(price <= agreement.maxPerPeriod, SubscriptionsOverMaximum(price, agreement.maxPerPeriod));
        require(payer.hasSigned(subscriptionId, signature), SubscriptionsAgreementSignature(payer));
        if (!agreement.fromWallet) _checkSettler(gateway);
        _checkServed(plan, gateway);

        Returned memory back;
        if (agreement.replaces != 0) back = _replace(agreement.replaces, payer);
        _begin(subscriptionId, agreement, number);

        _announce(subscriptionId, agreement);
        emit PeriodCharged(subscriptionId, 1, price);
        _giveBack(back);
        if (agreement.fromWallet) _usePermit(payer, permit);
        _collect(agreement.fromWallet, payer, gateway, price);
    }

    /// @inheritdoc ISubscriptions
    function renew(bytes32 subscriptionId) external nonReentrant {
        PaidPeriods.Record storage slots = _records[subscriptionId];
        PaidPeriods.Record memory record = slots;
        _checkKnown(subscriptionId, record);
        (address gateway, bool fromWallet) = (record.gateway(), record.fromWallet());
        PlanRecord storage plan = _planAt(record.number());
        (uint96 price, uint256 period) = (plan.price, plan.period);
        uint256 end = record.start() + period;
        require(!record.cancelled(), SubscriptionsAlreadyCancelled(subscriptionId));
        require(block.timestamp >= end, SubscriptionsPeriodRunning(subscriptionId, uint64(end)));
        require(block.timestamp < record.endsAt(), SubscriptionsEnded(subscriptionId, record.endsAt()));
        require(!plan.retired, SubscriptionsPlanRetired(subscriptionId));
        if (fromWallet) _checkServed(plan, gateway);
        else _checkSettler(gateway);

        if (record.releasedUntil() < record.previousEnd(period)) {
            _releasePrevious(subscriptionId, record, plan);
        }
        record.renew();
        slots.period = record.period;

        emit PeriodCharged(subscriptionId, uint32(record.index()), price);
        _collect(fromWallet, record.payer(), gateway, price);
    }

    /// @inheritdoc ISubscriptions
    function hashAgreement(SubscriptionAgreement calldata agreement) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(AGREEMENT_TYPEHASH, agreement)));
    }

    function _begin(bytes32 subscriptionId, SubscriptionAgreement calldata agreement, uint24 number) private {
        _records[subscriptionId] = PaidPeriods.open(
            agreement.payer,
            number,
            uint32(_min(agreement.endsAt, type(uint32).max)),
            agreement.gateway,
            agreement.fromWallet
        );
    }

    function _announce(bytes32 subscriptionId, SubscriptionAgreement calldata agreement) private {
        emit Subscribed(
            subscriptionId,
            agreement.payer,
            agreement.planId,
            agreement.gateway,
            agreement.replaces,
            agreement.maxPerPeriod,
            agreement.fromWallet,
            agreement.endsAt
        );
    }

    /// @dev What a wallet had paid goes back to the wallet.
    function _replace(bytes32 replaced, address payer) private returns (Returned memory) {
        PaidPeriods.Record memory record = _records[replaced];
        _checkKnown(replaced, record);
        require(record.payer() == payer, SubscriptionsNotPayer(replaced, payer));
        return _end(replaced, record, payer);
    }

    function _checkSettler(address gateway) private view {
        require(GATEWAYS.isSettler(gateway, msg.sender), SubscriptionsNotSettler(gateway, msg.sender));
    }

    /// @dev Nobody begins to pay for what is not served. A settler who renews knows what he serves.
    function _checkServed(PlanRecord storage plan, address gateway) private view {
        require(GATEWAYS.isOpen(gateway), SubscriptionsGatewayClosed(gateway));
        uint256 count = plan.services.length;
        for (uint256 i; i < count; ++i) {
            (uint256 serviceId, ) = _serviceIn(plan, i);
            require(
                serviceId == PLATFORM || SERVICES.isListed(serviceId),
                SubscriptionsServiceNotListed(serviceId)
            );
        }
    }

    /// @dev Whoever saw the permit may have used it already: then the allowance is there and the transfer passes.
    function _usePermit(address payer, Permit calldata permit) private {
        if (permit.deadline == 0) return;
        try
            IERC20Permit(address(USDC)).permit(
                payer,
                address(this),
                permit.value,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s
            )
        {} catch {}
    }

    function _collect(bool fromWallet, address payer, address gateway, uint96 amount) private {
        if (amount == 0) return;
        if (!fromWallet) {
            // The vault sees to it that all of it arrives.
            VAULT.collectPrepaid(payer, gateway, amount);
            return;
        }
        uint256 held = USDC.balanceOf(address(this));
        USDC.safeTransferFrom(payer, address(this), amount);
        _checkReceived(address(this), held, amount);
    }
}
