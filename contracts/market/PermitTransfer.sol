// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @notice Takes tokens from the caller by EIP-2612 permit or by an allowance.
library PermitTransfer {
    using SafeERC20 for IERC20;

    /// @notice The token kept a part of the transfer, so that the books would promise more than the contract holds.
    error PermitTransferShort(uint256 received, uint256 expected);

    /// @param deadline Of the permit for exactly `amount`; 0 means an allowance is there already.
    function take(IERC20 token, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) internal {
        if (deadline != 0) {
            // A stranger can use a permit he sees in the mempool; the allowance it leaves serves as well.
            try
                IERC20Permit(address(token)).permit(msg.sender, address(this), amount, deadline, v, r, s)
            {} catch {}
        }
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = token.balanceOf(address(this)) - before;
        require(received == amount, PermitTransferShort(received, amount));
    }
}
