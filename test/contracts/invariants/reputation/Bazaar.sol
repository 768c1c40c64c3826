// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IChargeDisputes} from "../../../../contracts/interfaces/IChargeDisputes.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";

/// @notice The faces of vault, registry, disputes, earnings and another ledger that Reputation reads, as the handler writes
/// them: the campaign is about what Reputation makes of it.
contract Bazaar {
    address public immutable FEES;

    mapping(address payer => mapping(uint256 serviceId => uint96)) private _fees;
    mapping(address payer => mapping(uint256 serviceId => uint96)) public feesOf;
    mapping(uint256 claimId => bytes32) public claimHash;
    mapping(uint256 claimId => uint96) private _refunded;
    mapping(uint256 serviceId => address) private _owners;
    mapping(uint256 serviceId => uint64) public tenureOf;
    uint96 public rewardsAccrued;
    mapping(address account => uint256) public paidTo;

    constructor(address fees) {
        FEES = fees;
    }

    function SERVICES() external view returns (address) {
        return address(this);
    }

    function EARNINGS() external view returns (address) {
        return address(this);
    }

    // What the handler writes.

    function pay(
        address payer,
        uint256 serviceId,
        uint96 fee,
        uint96 reward,
        uint256 claimId,
        bytes32 hash
    ) external {
        _fees[payer][serviceId] += fee;
        rewardsAccrued += reward;
        claimHash[claimId] = hash;
    }

    function subscribe(address payer, uint256 serviceId, uint96 fee) external {
        feesOf[payer][serviceId] += fee;
    }

    function refund(uint256 claimId, uint96 refunded) external {
        _refunded[claimId] = refunded;
    }

    function sell(uint256 serviceId, address to) external {
        _owners[serviceId] = to;
        ++tenureOf[serviceId];
    }

    // What Reputation reads and calls.

    function ledgerOf(
        address payer,
        address,
        address,
        uint256 serviceId
    ) external view returns (IEscrowVault.Ledger memory ledger) {
        ledger.fees = _fees[payer][serviceId];
    }

    function rowOf(uint256 claimId, uint256) external view returns (IChargeDisputes.RowDisputes memory row) {
        row.refunded = _refunded[claimId];
    }

    function publisherOf(uint256 serviceId) external view returns (address owner, address payee) {
        return (_owners[serviceId], _owners[serviceId]);
    }

    function isAuthorizedOrOwner(address spender, uint256 serviceId) external view returns (bool) {
        return spender == _owners[serviceId];
    }

    function classOf(uint256, bytes32) external pure returns (ServiceClass, uint96) {
        return (ServiceClass.SelfHosted, 0);
    }

    function payReward(address to, uint96 amount) external {
        rewardsAccrued -= amount;
        paidTo[to] += amount;
    }
}
