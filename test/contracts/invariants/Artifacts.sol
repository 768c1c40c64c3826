// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {vm} from "./Vm.sol";

/// @notice Deploys a contract of the build by its name, so that a campaign compiles without its sources and runs what is
/// deployed, whatever the campaign itself is compiled with.
function deploy(string memory name, bytes memory args) returns (address deployed) {
    bytes memory code = abi.encodePacked(vm.getCode(string.concat(name, ".sol:", name)), args);
    assembly ("memory-safe") {
        deployed := create(0, add(code, 32), mload(code))
    }
    require(deployed != address(0), string.concat(name, " was not deployed"));
}
