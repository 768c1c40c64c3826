// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IPrepaid} from "../../interfaces/IPrepaid.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {EscrowVault} from "../EscrowVault.sol";

/// @title PrepaidCore
/// @notice The contracts that prepaid money moves between, which are the vault's own, and its two ways out: to Earnings, and
/// back to the account. No storage of its own: slots 0 and 1 are EIP-712's, whose short name and version leave them empty.
abstract contract PrepaidCore is IPrepaid, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    EscrowVault public immutable VAULT;
    IERC20 public immutable USDC;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IGatewayRegistry public immutable GATEWAYS;
    IFeeSchedule public immutable FEES;

    constructor(EscrowVault vault, string memory name) EIP712(name, "1") {
        VAULT = vault;
        USDC = vault.USDC();
        EARNINGS = vault.EARNINGS();
        SERVICES = vault.SERVICES();
        GATEWAYS = vault.GATEWAYS();
        FEES = vault.FEES();
    }

    /// @param amount The sum of all proceeds, token base units.
    function _payEarnings(IEarnings.Proceeds memory proceeds, uint96 amount) internal {
        _send(address(EARNINGS), amount);
        EARNINGS.credit(proceeds);
    }

    function _payAccount(address payer, address gateway, uint96 amount) internal {
        _send(address(VAULT), amount);
        VAULT.creditRefund(payer, gateway, amount);
    }

    /// @dev A token that keeps a part, or begins to, must not leave books behind that promise more than is there.
    function _checkReceived(address receiver, uint256 heldBefore, uint256 expected) internal view {
        uint256 received = USDC.balanceOf(receiver) - heldBefore;
        require(received >= expected, PrepaidTransferShort(received, expected));
    }

    function _send(address receiver, uint96 amount) private {
        uint256 held = USDC.balanceOf(receiver);
        USDC.safeTransfer(receiver, amount);
        _checkReceived(receiver, held, amount);
    }
}
