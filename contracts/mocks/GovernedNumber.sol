// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

/// @notice A number that governance sets, by functions of which each can belong to another tier.
contract GovernedNumber is AccessManaged {
    uint256 public number;

    event NumberSet(bytes4 indexed by, uint256 number);

    constructor(address authority_) AccessManaged(authority_) {}

    function operate(uint256 number_) external restricted {
        _set(number_);
    }

    function spend(uint256 number_) external restricted {
        _set(number_);
    }

    function upgrade(uint256 number_) external restricted {
        _set(number_);
    }

    /// @notice The one that belongs to no role.
    function amend(uint256 number_) external restricted {
        _set(number_);
    }

    /// @notice As the Court's: decides the appeal of a case.
    function resolveAppeal(uint256 caseId, uint256 ruling) external restricted {
        _set(caseId * 10 + ruling);
    }

    /// @notice Not restricted at all.
    function touch(uint256 number_) external {
        _set(number_);
    }

    function _set(uint256 number_) private {
        number = number_;
        emit NumberSet(msg.sig, number_);
    }
}
