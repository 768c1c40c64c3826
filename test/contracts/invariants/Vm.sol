// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

struct Log {
    bytes32[] topics;
    bytes data;
    address emitter;
}

/// @notice The cheatcodes of Hardhat's Solidity tests that are used here.
interface Vm {
    function addr(uint256 secret) external pure returns (address);

    function sign(uint256 secret, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    function prank(address sender) external;

    function warp(uint256 time) external;

    function etch(address account, bytes calldata code) external;

    function recordLogs() external;

    function getRecordedLogs() external returns (Log[] memory logs);

    function getCode(string calldata name) external view returns (bytes memory creationCode);

    function getNonce(address account) external view returns (uint64);

    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
}

Vm constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
