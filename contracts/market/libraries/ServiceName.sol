// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

/// @notice The MCP registry's rule for names: `^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$`, 3 to 200 characters.
/// @dev Keys are hashes of the lower-cased text: two names that differ only in letter case would pass for each other.
library ServiceName {
    /// @return valid Whether the name follows the rule; the other values mean nothing when it does not.
    /// @return key Hash of the lower-cased name.
    /// @return namespace The part before the slash, as written.
    /// @return namespaceKey Hash of the lower-cased namespace.
    function parse(
        string memory name
    ) internal pure returns (bool valid, bytes32 key, string memory namespace, bytes32 namespaceKey) {
        bytes memory text = bytes(name);
        if (text.length < 3 || text.length > 200) return (false, 0, "", 0);

        bytes memory lower = new bytes(text.length);
        uint256 slash = 0;
        for (uint256 i = 0; i < text.length; ++i) {
            bytes1 char = text[i];
            if (char == "/" && slash == 0 && i != 0) slash = i;
            else if (!_isAllowed(char, slash != 0)) return (false, 0, "", 0);
            lower[i] = char >= "A" && char <= "Z" ? bytes1(uint8(char) + 32) : char;
        }
        if (slash == 0 || slash == text.length - 1) return (false, 0, "", 0);

        return (
            true,
            keccak256(lower),
            string(Bytes.slice(text, 0, slash)),
            keccak256(Bytes.slice(lower, 0, slash))
        );
    }

    /// @dev The underscore belongs to the part after the slash only.
    function _isAllowed(bytes1 char, bool afterSlash) private pure returns (bool) {
        return
            (char >= "a" && char <= "z") ||
            (char >= "A" && char <= "Z") ||
            (char >= "0" && char <= "9") ||
            char == "." ||
            char == "-" ||
            (char == "_" && afterSlash);
    }
}
