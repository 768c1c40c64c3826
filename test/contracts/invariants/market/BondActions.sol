// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice Bonds: gateways add, cure and leave; publishers and payers settle and collect. Gateway 1 is the one that leaves.
abstract contract BondActions is MarketMessages {
    uint256 private constant LEAVER = 1;

    function addBond(uint256 gatewaySeed, uint256 amount) external {
        uint256 gateway = gatewaySeed % GATEWAYS;
        uint96 value = uint96(amount % 2 == 0 ? between(amount, 1, 20e6) : between(amount, 1, 3_000e6));
        market.usdc.mint(gateways[gateway], value);
        IGatewayRegistry.Permit memory none;
        bytes memory data = abi.encodeCall(IGatewayRegistry.addBond, (gateways[gateway], value, none));
        attempt(gateways[gateway], address(market.gateways), data, true, "12: addBond");
        bonds[gateway].bond += value;
    }

    function requestExit() external {
        Bonded storage bonded = bonds[LEAVER];
        bytes memory data = abi.encodeCall(IGatewayRegistry.requestExit, ());
        attempt(gateways[LEAVER], address(market.gateways), data, bonded.exitAt == 0, "12: requestExit");
        bonded.exitAt = block.timestamp + 28 days;
    }

    function cancelExit(uint256 rarely) external {
        Bonded storage bonded = bonds[LEAVER];
        require(rarely % 8 == 0 || bonded.bond == 0, "left to leave");
        bytes memory data = abi.encodeCall(IGatewayRegistry.cancelExit, ());
        attempt(gateways[LEAVER], address(market.gateways), data, bonded.exitAt != 0, "12: cancelExit");
        bonded.exitAt = 0;
    }

    /// @param patience Now and then the gateway waits until its exit is over.
    function withdrawBond(uint256 patience) external {
        Bonded storage bonded = bonds[LEAVER];
        if (patience % 4 == 0) waitUntil(bonded.exitAt);
        uint256 before = market.usdc.balanceOf(gateways[LEAVER]);
        bool due = bonded.exitAt != 0 && block.timestamp >= bonded.exitAt && bonded.bond != 0;
        bytes memory data = abi.encodeCall(IGatewayRegistry.withdrawBond, (gateways[LEAVER]));
        attempt(
            gateways[LEAVER],
            address(market.gateways),
            data,
            due && !isRunOpen(LEAVER) && bonded.cases == 0,
            "12: withdrawBond"
        );
        expect(market.usdc.balanceOf(gateways[LEAVER]) - before == bonded.bond, "12: another bond was paid");
        bonded.bond = 0;
    }

    function cure(uint256 gatewaySeed, uint256 creditorSeed) external {
        (uint256 gateway, address creditor) = _owing(gatewaySeed % GATEWAYS, creditorSeed % CREDITORS);
        Run storage run = newestRun(gateway);
        uint256 amount = run.owed[creditor];
        market.usdc.mint(gateways[gateway], amount);
        bytes memory data = abi.encodeCall(IBonds.cureBondClaims, (gateways[gateway], creditor));
        bool allowed = !run.settled && block.timestamp < run.closesAt && amount != 0;
        attempt(gateways[gateway], address(market.gateways), data, allowed, "12: cure");
        (run.owed[creditor], run.filed) = (0, run.filed - amount);
        run.cured[creditor] += amount;
        bonds[gateway].elsewhere += amount;
        if (run.filed == 0) run.settled = true;
    }

    /// @notice Anybody may, once the window is over and not before.
    /// @param patience Now and then he waits for it.
    function settleRun(uint256 gatewaySeed, uint256 patience) external {
        uint256 gateway = gatewaySeed % GATEWAYS;
        if (!isRunOpen(gateway)) gateway = 1 - gateway;
        Run storage run = newestRun(gateway);
        if (patience % 4 == 0 && !run.settled) waitUntil(run.closesAt);
        bytes memory data = abi.encodeCall(IBonds.settleBondRun, (gateways[gateway]));
        bool due = !run.settled && block.timestamp >= run.closesAt;
        attempt(integrator, address(market.gateways), data, due, "12: settle");
        bookSettled(gateway);
    }

    /// @notice Pro rata to the base unit: what is left over by rounding stays in the registry.
    function collect(uint256 gatewaySeed, uint256 creditorSeed) external {
        (uint256 gateway, uint256 id, address creditor) = _owed(
            gatewaySeed % GATEWAYS,
            creditorSeed % CREDITORS
        );
        Run[] storage runs = bonds[gateway].runs;
        require(runs.length != 0, "no run yet");
        uint256 amount = _dueFrom(runs[id], creditor);
        uint256 before = market.usdc.balanceOf(creditor);
        bytes memory data = abi.encodeCall(IBonds.collectBondClaims, (gateways[gateway], id + 1, creditor));
        attempt(creditor, address(market.gateways), data, amount != 0, "12: collect");
        expect(market.usdc.balanceOf(creditor) - before == amount, "12: collected another part");
        runs[id].cured[creditor] = 0;
        if (runs[id].settled) runs[id].owed[creditor] = 0;
        bonds[gateway].elsewhere -= amount;
    }

    /// @dev A gateway whose open run has a claim of a creditor, if there is one; else these.
    function _owing(uint256 gateway, uint256 place) private view returns (uint256, address) {
        for (uint256 i; i < GATEWAYS * CREDITORS; ++i) {
            (uint256 other, address claimant) = (
                (gateway + i) % GATEWAYS,
                creditors[(place + i / GATEWAYS) % CREDITORS]
            );
            if (isRunOpen(other) && newestRun(other).owed[claimant] != 0) return (other, claimant);
        }
        return (gateway, creditors[place]);
    }

    function _dueFrom(Run storage run, address creditor) private view returns (uint256) {
        uint256 owed = run.settled && run.filed != 0 ? (run.owed[creditor] * run.pot) / run.filed : 0;
        return run.cured[creditor] + owed;
    }

    /// @dev The newest run that has something for a creditor, if there is one; else the first of these.
    function _owed(uint256 gateway, uint256 place) private view returns (uint256, uint256, address) {
        for (uint256 i; i < GATEWAYS * CREDITORS; ++i) {
            (uint256 other, address claimant) = (
                (gateway + i) % GATEWAYS,
                creditors[(place + i / GATEWAYS) % CREDITORS]
            );
            for (uint256 id = bonds[other].runs.length; id > 0; --id) {
                if (_dueFrom(bonds[other].runs[id - 1], claimant) != 0) return (other, id - 1, claimant);
            }
        }
        return (gateway, 0, creditors[place]);
    }
}
