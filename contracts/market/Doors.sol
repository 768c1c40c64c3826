// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IDoors} from "../interfaces/IDoors.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IFeeSchedule} from "../interfaces/IFeeSchedule.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {Credit} from "./Credit.sol";
import {PayTo} from "./PayTo.sol";
import {EscrowVault} from "./EscrowVault.sol";

/// @title Doors
contract Doors is IDoors {
    /// @notice The code that all clones share.
    address public immutable CREDIT;
    address public immutable PAY_TO;

    constructor(
        IERC20 token,
        EscrowVault vault,
        IEarnings earnings,
        IServiceRegistry services,
        IFeeSchedule fees
    ) {
        CREDIT = address(new Credit(token, vault));
        PAY_TO = address(new PayTo(token, earnings, services, fees));
    }

    /// @inheritdoc IDoors
    function openCredit(address gateway) external returns (address credit) {
        credit = creditOf(gateway);
        if (credit.code.length != 0) return credit;
        Clones.cloneDeterministicWithImmutableArgs(CREDIT, abi.encode(gateway), 0);
        emit CreditOpened(gateway, credit);
    }

    /// @inheritdoc IDoors
    function openPayTo(
        uint256 serviceId,
        bytes32 termsId,
        uint32 feeVersion
    ) external returns (address payTo) {
        payTo = payToOf(serviceId, termsId, feeVersion);
        if (payTo.code.length != 0) return payTo;
        bytes memory args = abi.encode(serviceId, termsId, feeVersion);
        Clones.cloneDeterministicWithImmutableArgs(PAY_TO, args, 0);
        emit PayToOpened(serviceId, keccak256(abi.encode(termsId, feeVersion)), payTo);
    }

    /// @inheritdoc IDoors
    function creditOf(address gateway) public view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(CREDIT, abi.encode(gateway), 0);
    }

    /// @inheritdoc IDoors
    function payToOf(uint256 serviceId, bytes32 termsId, uint32 feeVersion) public view returns (address) {
        bytes memory args = abi.encode(serviceId, termsId, feeVersion);
        return Clones.predictDeterministicAddressWithImmutableArgs(PAY_TO, args, 0);
    }
}
