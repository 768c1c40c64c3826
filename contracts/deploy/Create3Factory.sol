// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Create3} from "@openzeppelin/contracts/utils/Create3.sol";

/// @title Create3Factory
/// @notice Deploys code at an address that depends on the deployer and a salt alone, not on the code, so that contracts
/// which name each other as immutables know their addresses beforehand.
contract Create3Factory {
    /// @notice Block of a deployment through this factory (`block.number`, so the L1 block on chains that report it).
    mapping(address deployed => uint256 blockNumber) public blockOf;

    event Deployed(address indexed deployer, bytes32 indexed salt, address deployed);

    /// @notice Deploys `creationCode` at `addressOf(msg.sender, salt)`.
    function deploy(bytes32 salt, bytes calldata creationCode) external returns (address deployed) {
        deployed = Create3.deploy(0, _bind(msg.sender, salt), creationCode);
        blockOf[deployed] = block.number;
        emit Deployed(msg.sender, salt, deployed);
    }

    /// @notice Where `deployer` deploys with `salt`.
    function addressOf(address deployer, bytes32 salt) external view returns (address) {
        return Create3.computeAddress(_bind(deployer, salt));
    }

    /// @dev The deployer is part of the salt: else a stranger could put other code at an address that we announced.
    function _bind(address deployer, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(deployer, salt));
    }
}
