// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice A smart account that changes its mind: it stands by its owner's signatures, denies them, or talks nonsense.
contract FickleWallet is IERC1271 {
    enum Mood {
        Faithful,
        Denying,
        Babbling
    }

    address public immutable OWNER;
    Mood public mood;

    constructor(address owner) {
        OWNER = owner;
    }

    function change(Mood newMood) external {
        mood = newMood;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (mood == Mood.Babbling) {
            assembly ("memory-safe") {
                mstore(0, not(0))
                return(0, 32)
            }
        }
        (address signer, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        return
            mood == Mood.Faithful && signer == OWNER
                ? IERC1271.isValidSignature.selector
                : bytes4(0xffffffff);
    }
}
