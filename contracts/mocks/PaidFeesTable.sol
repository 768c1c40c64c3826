// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IPaidFees} from "../interfaces/IPaidFees.sol";

/// @notice A ledger of fees that anybody writes, as subscriptions and streams keep theirs.
contract PaidFeesTable is IPaidFees {
    mapping(address payer => mapping(uint256 serviceId => uint96)) public feesOf;

    function setFees(address payer, uint256 serviceId, uint96 fees) external {
        feesOf[payer][serviceId] = fees;
    }
}
