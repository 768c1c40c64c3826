// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IFeeSchedule, ServiceClass} from "../interfaces/IFeeSchedule.sol";
import {IPayTo} from "../interfaces/IPayTo.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {FeeSplit} from "./libraries/FeeSplit.sol";

/// @title PayTo
/// @dev One clone a service and terms. Its code never changes, so Earnings believes the split it passes on.
contract PayTo is IPayTo {
    using FeeSplit for FeeSplit.Split;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    IERC20 public immutable TOKEN;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IFeeSchedule public immutable FEES;

    constructor(IERC20 token, IEarnings earnings, IServiceRegistry services, IFeeSchedule fees) {
        TOKEN = token;
        EARNINGS = earnings;
        SERVICES = services;
        FEES = fees;
    }

    /// @inheritdoc IPayTo
    function sweep() external returns (uint96 amount) {
        (uint256 serviceId, bytes32 termsId, uint32 feeVersion) = terms();
        amount = TOKEN.balanceOf(address(this)).toUint96();
        require(amount != 0, PayToEmpty(address(this)));
        (ServiceClass class, ) = SERVICES.classOf(serviceId, termsId);
        FeeSplit.Split memory parts;
        parts.split(amount, FEES.feesOf(class, feeVersion), false);

        emit Swept(serviceId, keccak256(abi.encode(termsId, feeVersion)), amount, parts.fee);
        uint256 held = TOKEN.balanceOf(address(EARNINGS));
        TOKEN.safeTransfer(address(EARNINGS), amount);
        uint256 received = TOKEN.balanceOf(address(EARNINGS)) - held;
        require(received >= amount, PayToTransferShort(received, amount));
        EARNINGS.creditSweep(
            serviceId,
            termsId,
            feeVersion,
            parts.net,
            parts.host,
            parts.treasury + parts.gateway,
            parts.rewards
        );
    }

    /// @inheritdoc IPayTo
    function terms() public view returns (uint256 serviceId, bytes32 termsId, uint32 feeVersion) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (uint256, bytes32, uint32));
    }
}
