// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";

/// @title StoaToken
/// @notice The governance token: votes, permit, and the past of both votes and balances by Unix seconds. The whole supply is
/// minted once. It has no owner and cannot be paused.
/// @dev A permit takes the plain nonce. A delegation by signature takes a keyed one (24 bytes of key, 8 of count), so that
/// several signatures can wait at once; key 0 is the plain nonce.
interface IStoaToken is IERC20, IERC20Permit, IERC5805 {
    /// @notice Base units (18 decimals) that exist, for ever.
    // solhint-disable-next-line func-name-mixedcase
    function SUPPLY() external view returns (uint256);

    /// @notice Nobody's address. What is delegated to it takes part in no vote and stands outside every quorum: the DAO's own
    /// tokens, those that wait for their vesting or their claim, and bonds.
    // solhint-disable-next-line func-name-mixedcase
    function EXCLUDED() external view returns (address);

    /// @notice Base units that `account` had at the end of the second `timepoint`, which must be over.
    function getPastBalanceOf(address account, uint256 timepoint) external view returns (uint256);
}
