// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice A smart account with one owner: signs by ERC-1271, acts through `execute`.
contract ContractWallet is IERC1271 {
    address public immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function execute(address target, bytes calldata data) external {
        require(msg.sender == OWNER, "not the owner");
        Address.functionCall(target, data);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return signer == OWNER ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice Answers every question with 32 bytes that are not the ERC-1271 value.
contract BabblingWallet {
    fallback() external {
        assembly {
            mstore(0, not(0))
            return(0, 32)
        }
    }
}
