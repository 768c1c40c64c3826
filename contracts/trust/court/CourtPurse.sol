// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICourt} from "../../interfaces/ICourt.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {PermitTransfer} from "../../market/PermitTransfer.sol";
import {CourtParameters} from "./CourtParameters.sol";

/// @title CourtPurse
/// @notice The bonds: what comes in, and what waits to be collected. Nobody whom the token blocks stops another.
abstract contract CourtPurse is CourtParameters, ReentrancyGuardTransient {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice The bonds' token, which is the vault's.
    IERC20 public immutable TOKEN;
    address public immutable TREASURY;

    /// @dev Slot 4.
    /// @inheritdoc ICourt
    mapping(address account => uint96) public owedTo;

    constructor(IERC20 token, address treasury) {
        TOKEN = token;
        TREASURY = treasury;
    }

    /// @inheritdoc ICourt
    function collect(address to) external nonReentrant returns (uint96) {
        return _pay(msg.sender, to);
    }

    /// @inheritdoc ICourt
    function sweepTreasury() external nonReentrant returns (uint96) {
        return _pay(TREASURY, TREASURY);
    }

    function _takeBond(uint96 bond, IGatewayRegistry.Permit memory permit) internal {
        if (bond != 0) TOKEN.take(bond, permit.deadline, permit.v, permit.r, permit.s);
    }

    function _owe(address account, uint96 amount) internal {
        if (amount != 0) owedTo[account] += amount;
    }

    function _pay(address account, address to) private returns (uint96 amount) {
        amount = owedTo[account];
        require(to != address(0), CourtZeroAddress());
        require(amount != 0, CourtNothingOwed(account));

        owedTo[account] = 0;

        emit BondsCollected(account, to, amount);
        TOKEN.safeTransfer(to, amount);
    }
}
