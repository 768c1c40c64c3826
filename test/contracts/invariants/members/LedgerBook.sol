// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";

/// @notice The face of the vault that Members reads: ledgers whose fees grow as the handler says, and whose epochs end.
contract LedgerBook {
    mapping(bytes32 ledgerId => IEscrowVault.Ledger) private _ledgers;

    function pay(address payer, address gateway, uint256 serviceId, uint96 fee) external {
        IEscrowVault.Ledger storage ledger = _ledgers[idOf(payer, gateway, payer, serviceId)];
        ledger.claimed += fee * 20;
        ledger.fees += fee;
    }

    function endEpoch(address payer, address gateway, uint256 serviceId) external {
        IEscrowVault.Ledger storage ledger = _ledgers[idOf(payer, gateway, payer, serviceId)];
        ledger.claimed = 0;
        ledger.epoch += 1;
    }

    function ledgerOf(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) external view returns (IEscrowVault.Ledger memory) {
        return _ledgers[idOf(payer, gateway, key, serviceId)];
    }

    function idOf(
        address payer,
        address gateway,
        address key,
        uint256 serviceId
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(payer, gateway, key, serviceId));
    }
}
